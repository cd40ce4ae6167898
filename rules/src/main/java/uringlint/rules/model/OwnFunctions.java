// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Waiting;

/// Functions of a tree that do what functions of the API do, as somebody who knows the tree says. They hold for every version, and
/// also where the analyzed code has their bodies. Arguments are numbered from 0; -1 stands for one that the function does not have.
public record OwnFunctions(Map<String, List<Effect.Api>> functions) {
    /// No functions.
    public static final OwnFunctions NONE = new OwnFunctions(Map.of());

    public OwnFunctions {
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
    }

    /// With a function that completes the command in one of its arguments.
    public OwnFunctions completing(String name, int command, int result, int flags) {
        return with(name, new Effect.Complete(command, result, flags, -1));
    }

    /// With a function that makes another context, which may be known by a callback, go on with the command.
    public OwnFunctions handingOff(String name, int command, int callback) {
        return with(name, new Effect.HandOff(command, callback, Carrier.TASK_WORK));
    }

    /// With a function that waits.
    public OwnFunctions sleeping(String name) {
        return with(name, new Effect.Sleep(Waiting.EVENT, -1, ""));
    }

    private OwnFunctions with(String name, Effect effect) {
        var more = new LinkedHashMap<>(functions);
        more.put(name, List.of(new Effect.Api(name, -1, List.of(effect))));
        return new OwnFunctions(more);
    }

    /// The functions of the API and these.
    Map<String, List<Effect.Api>> addedTo(Map<String, List<Effect.Api>> api) {
        if (functions.isEmpty()) {
            return api;
        }
        var all = new LinkedHashMap<>(api);
        functions.forEach((name, rows) -> all.merge(name, rows, (one, other) -> {
            var both = new ArrayList<>(other);
            both.addAll(one);
            return both;
        }));
        return all;
    }
}
