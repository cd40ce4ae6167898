// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.callgraph.Member;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Outside;
import uringlint.typestate.protocol.Protocol;

/// Protocols of other objects of the kernel, as data: what the engine is told of `io_uring` commands, said of something else.
enum Protocols {
    /// A `struct bio` that a driver without a queue gets: it is ended once, or given on.
    BIO("bio", 1L << 40, """
        HANDLER      block_device_operations submit_bio
        """, "", """
                bio_endio,bio_io_error,bio_wouldblock_error   1 *   complete(0,-1,-1)
                submit_bio,submit_bio_noacct                  1 *   handoff(0,-1) submit(0,bi_end_io,bi_private,bio)
                bio_list_add,bio_list_add_head                2 *   link(1)
                bio_list_pop                                  1 *   takeout
                bio_data_dir,bio_sectors,bio_op               1 *   use(0)
                bio_alloc_clone                               4 *   takeout
                bio_put                                       1 *   complete(0,-1,-1)
                """, Map.of()),

    /// A `struct urb`: it is allocated, and freed once, unless the controller has it. One that could not be submitted
    /// it has not.
    URB("urb", 1L << 40, "", "", """
        usb_alloc_urb                                 2 *   takeout
        usb_free_urb                                  1 *   complete(0,-1,-1)
        usb_submit_urb                                2 *   submit(0,complete,,transfer,0)
        """, Map.of()),

    /// A `struct request` that comes in the structure which `queue_rq` is called with: a driver that says `BLK_STS_OK` keeps it
    /// and ends it once, with any other status the core has it back.
    REQUEST(
            "request",
            0,
            """
            HANDLER      blk_mq_ops queue_rq
            PLAIN        blk_mq_ops timeout
            """,
            "blk_mq_queue_data.rq",
            """
            blk_mq_start_request,blk_rq_bytes             1 *   use(0)
            blk_mq_end_request                            2 *   complete(0,1,-1)
            blk_mq_complete_request                       1 *   complete(0,-1,-1)
            blk_mq_requeue_request                        2 *   reissue(0)
            blk_mq_rq_to_pdu                              1 *   field(0,pdu)
            blk_mq_rq_from_pdu                            1 *   outer(0,request,pdu)
            """,
            Map.of(
                    "BLK_STS_OK",
                    0L,
                    "BLK_STS_NOTSUPP",
                    1L,
                    "BLK_STS_RESOURCE",
                    9L,
                    "BLK_STS_IOERR",
                    10L,
                    "BLK_STS_DEV_RESOURCE",
                    13L)),

    /// A `struct file` that a function gets by its number: every reference is put once.
    FILE("file", 1L << 40, "", "", """
        fget,fget_raw,fget_task                       1 *   takeout
        get_file                                      1 *   refer(0) same(0)
        fput                                          1 *   complete(0,-1,-1)
        """, Map.of());

    private final String type;
    private final long queued;
    private final String tables;
    private final String data;
    private final String functions;
    private final Map<String, Long> constants;

    Protocols(String type, long queued, String tables, String data, String functions, Map<String, Long> constants) {
        this.type = type;
        this.queued = queued;
        this.tables = tables;
        this.data = data;
        this.functions = functions;
        this.constants = constants;
    }

    String type() {
        return type;
    }

    /// The names of all functions that the model knows.
    Set<String> names() {
        return ApiTable.names(all());
    }

    ApiModel model() {
        var entries = new LinkedHashMap<>(EntryPoints.members(EntryPoints.TABLES));
        entries.putAll(EntryPoints.members(tables));
        Set<String> members = new LinkedHashSet<>(List.of("*.bi_private", "urb.context", "*.end_io_data"));
        if (!data.isEmpty()) {
            members.add(data);
        }
        var numbers = new LinkedHashMap<String, Long>(Errno.NUMBERS);
        numbers.putAll(constants);
        var protocol = new Protocol(
                type,
                new Protocol.Answers(queued, 1L << 41, Set.of()),
                new Protocol.Entries(
                        entries,
                        EntryPoints.members(EntryPoints.CALLBACKS),
                        members.stream().map(Member::parse).collect(Collectors.toSet()),
                        Map.of(),
                        Map.of()),
                new Protocol.Parts("", Set.of(), Set.of()),
                Protocol.Words.NONE);
        return new ApiModel(
                Releases.NEWEST,
                protocol,
                ApiTable.functions(Releases.NEWEST, all()),
                numbers,
                Set.of("trace_"),
                Outside.UNKNOWN);
    }

    /// The protocol's own functions stand before those that the table of the kernel has of the same names.
    private String[] all() {
        Set<String> own = ApiTable.names(functions);
        var tables = new String[UringApi.KERNEL.size() + 1];
        tables[0] = functions;
        for (int table = 0; table < UringApi.KERNEL.size(); table++) {
            tables[table + 1] = UringApi.KERNEL.get(table)
                    .lines()
                    .map(line -> without(line, own))
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.joining("\n"));
        }
        return tables;
    }

    private static String without(String line, Set<String> names) {
        String text = line.strip();
        int space = text.indexOf(' ');
        if (space < 0 || text.startsWith("#")) {
            return "";
        }
        String kept = List.of(text.substring(0, space).split(",")).stream()
                .filter(name -> !names.contains(name))
                .collect(Collectors.joining(","));
        return kept.isEmpty() ? "" : kept + text.substring(space);
    }
}
