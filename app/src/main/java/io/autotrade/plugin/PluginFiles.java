package io.autotrade.plugin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One plugin as it lies on disk: a jar, or a directory of jars.
 *
 * @param jars sorted by name
 * @param hashes SHA-256 of each jar, same order
 */
record PluginFiles(Path path, List<Path> jars, List<String> hashes) {

    /** Of a manifest, a list of services, or whatever else is in META-INF. */
    private static final int MOST_BYTES = 1 << 20;

    /** Everything in the folder that may be a plugin, sorted, so that start-up is deterministic. */
    static List<Path> candidates(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isDirectory(entry) || isJar(entry))
                    .filter(entry -> !name(entry).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    static PluginFiles read(Path path) throws IOException, PluginRefusal {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                entries.filter(PluginFiles::isJar).sorted().forEach(jars::add);
            }
            if (jars.isEmpty()) {
                throw new PluginRefusal("the directory holds no jar");
            }
        } else {
            jars.add(path);
        }
        List<String> hashes = new ArrayList<>();
        for (Path jar : jars) {
            hashes.add(sha256(jar));
        }
        return new PluginFiles(path, List.copyOf(jars), List.copyOf(hashes));
    }

    /** What the folder holds now: for each candidate's name sizes and times of its jars. */
    static SortedMap<String, String> signatures(Path folder) throws IOException {
        SortedMap<String, String> signatures = new TreeMap<>();
        for (Path candidate : candidates(folder)) {
            StringBuilder text = new StringBuilder();
            List<Path> jars = new ArrayList<>();
            if (Files.isDirectory(candidate)) {
                try (Stream<Path> entries = Files.list(candidate)) {
                    entries.filter(PluginFiles::isJar).sorted().forEach(jars::add);
                }
            } else {
                jars.add(candidate);
            }
            for (Path jar : jars) {
                text.append(name(jar))
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar).toMillis())
                        .append('\n');
            }
            signatures.put(name(candidate), text.isEmpty() ? "no jar" : text.toString());
        }
        return signatures;
    }

    /** The same plugin, read from copies of its jars. */
    PluginFiles readFrom(List<Path> copies) throws IOException {
        List<String> copied = new ArrayList<>();
        for (Path jar : copies) {
            copied.add(sha256(jar));
        }
        return new PluginFiles(path, List.copyOf(copies), List.copyOf(copied));
    }

    /** Whether a jar draws in others by the Class-Path of its manifest; false for what is no jar at all. */
    boolean namesOtherJars() {
        for (Path jar : jars) {
            try {
                if (namesOtherJars(jar)) {
                    return true;
                }
            } catch (IOException e) {
                return false; // told when it is opened
            }
        }
        return false;
    }

    String name() {
        return name(path);
    }

    private static String name(Path path) {
        Path file = path.getFileName();
        return file == null ? path.toString() : file.toString();
    }

    /** The hash shown for the plugin. */
    String hash() {
        return hashes.size() == 1
                ? hashes.getFirst()
                : hex(digest().digest(String.join("\n", hashes).getBytes(StandardCharsets.UTF_8)));
    }

    /** Refuses what is not on the list; an empty list allows everything. */
    void checkAllowed(Set<String> allowSha256) throws PluginRefusal, IOException {
        if (allowSha256.isEmpty()) {
            return;
        }
        for (int i = 0; i < jars.size(); i++) {
            String jar = name(jars.get(i));
            if (!allowSha256.contains(hashes.get(i))) {
                throw new PluginRefusal(
                        "not on the allow list plugins.allow_sha256: " + jar + " has SHA-256 " + hashes.get(i));
            }
            if (namesOtherJars(jars.get(i))) {
                throw new PluginRefusal("with plugins.allow_sha256, " + jar
                        + " must not name other jars in the Class-Path of its manifest");
            }
        }
    }

    /**
     * Refuses jars that cannot be opened, and those in which a file that is read whole before anything is known of the
     * plugin is larger than memory may be.
     */
    void checkReadable() throws PluginRefusal {
        for (Path jar : jars) {
            try (ZipFile file = new ZipFile(jar.toFile());
                    JarFile again = new JarFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(file.entries())) {
                    String name = entry.getName().toUpperCase(Locale.ROOT);
                    if (name.startsWith("META-INF/") && !entry.isDirectory()) {
                        checkSize(file, entry, name(jar));
                    }
                }
                again.getManifest();
            } catch (IOException e) {
                throw new PluginRefusal("not a readable jar: " + name(jar) + ": " + e.getMessage());
            }
        }
    }

    /** What the jar itself says about the size of an entry is not to be believed. */
    private static void checkSize(ZipFile file, ZipEntry entry, String jar) throws IOException, PluginRefusal {
        try (InputStream content = file.getInputStream(entry)) {
            content.skipNBytes(MOST_BYTES);
            if (content.read() >= 0) {
                throw new PluginRefusal(
                        "not a readable jar: " + jar + ": " + entry.getName() + " is larger than 1 MiB");
            }
        } catch (EOFException e) {
            // it ended before the bound
        }
    }

    /** Such jars draw in others, which nobody has hashed. */
    private static boolean namesOtherJars(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH) != null;
        }
    }

    List<URL> urls() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls;
    }

    private static boolean isJar(Path path) {
        return Files.isRegularFile(path) && path.toString().endsWith(".jar");
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
