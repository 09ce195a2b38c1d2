package io.autotrade.dist;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The zip as a user unpacks it, with the permissions it carries.
 *
 * @param home its top folder
 * @param times of all its files
 */
record Unpacked(Path home, Set<FileTime> times) {

    static Unpacked in(Path folder) throws IOException {
        Path zip = Path.of(System.getProperty("dist.zip"));
        Set<FileTime> times = new TreeSet<>();
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(files.getPath("/"))) {
                all = walk.toList();
            }
            for (Path file : all) {
                Path target = folder.resolve("." + file).normalize();
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                    Files.setPosixFilePermissions(target, permissions);
                    times.add(Files.getLastModifiedTime(file));
                }
            }
        }
        try (Stream<Path> top = Files.list(folder)) {
            return new Unpacked(top.findFirst().orElseThrow(), times);
        }
    }

    String read(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }
}
