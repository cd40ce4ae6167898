// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.serve;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uringlint.cli.names.FileNames;

/// A command to run for somebody: its arguments, the folder in which it was started, and his terminal (see `Terminal`).
public record Request(
        List<String> arguments,
        Path folder,
        int width,
        boolean isInteractive,
        boolean showsProgress,
        boolean allowsColor,
        boolean showsLinks) {
    /// More arguments, or longer ones, than a system hands to a program.
    private static final int MOST = 1 << 24;

    public Request {
        arguments = List.copyOf(arguments);
    }

    void write(DataOutputStream to) throws IOException {
        to.writeInt(arguments.size());
        for (String argument : arguments) {
            write(argument, to);
        }
        write(FileNames.text(folder), to);
        to.writeInt(width);
        to.writeBoolean(isInteractive);
        to.writeBoolean(showsProgress);
        to.writeBoolean(allowsColor);
        to.writeBoolean(showsLinks);
    }

    static Request read(DataInputStream from) throws IOException {
        int count = size(from);
        var arguments = new ArrayList<String>();
        for (int number = 0; number < count; number++) {
            arguments.add(text(from));
        }
        return new Request(
                arguments,
                FileNames.of(text(from)),
                from.readInt(),
                from.readBoolean(),
                from.readBoolean(),
                from.readBoolean(),
                from.readBoolean());
    }

    private static void write(String text, DataOutputStream to) throws IOException {
        byte[] bytes = FileNames.encode(text);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static String text(DataInputStream from) throws IOException {
        byte[] bytes = from.readNBytes(size(from));
        return FileNames.decode(bytes);
    }

    private static int size(DataInputStream from) throws IOException {
        int size = from.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("no request");
        }
        return size;
    }
}
