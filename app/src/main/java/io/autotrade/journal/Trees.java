package io.autotrade.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders and files that only the owner may see. */
final class Trees {

    private Trees() {}

    static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        protect(folder, "rwx------");
    }

    /** Writes a file that only the owner can read; never readable by others, not even for a moment. */
    static void writePrivate(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file);
        protect(file, "rw-------");
        Files.writeString(file, content);
    }

    /** Where the file system knows owners; elsewhere the folder of the user must do. */
    private static void protect(Path file, String permissions) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
