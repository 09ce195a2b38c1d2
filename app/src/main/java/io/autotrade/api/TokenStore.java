package io.autotrade.api;

import io.autotrade.config.HttpConfig;
import io.autotrade.config.HttpConfig.Role;
import io.autotrade.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens and what they allow. The operator token lives in {@code DATA_DIR/operator-token}, readable by its owner alone,
 * and is made at the first start; further ones come from the configuration and follow it when it is reloaded. In memory
 * there are only hashes. Safe from any thread.
 */
public final class TokenStore {

    /** Name of the file in the data directory. */
    public static final String FILE = "operator-token";

    private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int SHORTEST = 16;

    private record Entry(Secret hash, Principal principal) {}

    private record Configured(HttpConfig from, List<Entry> entries) {}

    private final Path file;
    private final Supplier<HttpConfig> config;
    private final Optional<String> firstStartToken;
    private volatile Entry operator;
    private volatile Configured configured;

    private TokenStore(Path file, Supplier<HttpConfig> config, Optional<String> firstStartToken) {
        this.file = file;
        this.config = config;
        this.firstStartToken = firstStartToken;
        this.operator = operatorEntry(read(file));
        HttpConfig now = config.get();
        this.configured = new Configured(now, entries(now));
    }

    /**
     * Reads the operator token, or makes one. Blocks on the file system.
     *
     * @param dataDir is made when it does not exist
     * @param config the configuration in force, asked again on every check
     * @throws UncheckedIOException if the file can be neither read nor written
     * @throws IllegalStateException if the file holds no usable token
     */
    public static TokenStore open(Path dataDir, Supplier<HttpConfig> config) {
        Path file = dataDir.resolve(FILE);
        try {
            Files.createDirectories(dataDir);
            if (Files.exists(file)) {
                tighten(file);
                return new TokenStore(file, config, Optional.empty());
            }
            String token = generate();
            boolean ours = createOwnerOnly(file, token);
            return new TokenStore(file, config, ours ? Optional.of(token) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("operator token " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The operator token when this start made it, to be shown to the person who started the service and to nobody else.
     */
    public Optional<String> firstStartToken() {
        return firstStartToken;
    }

    /** The file that holds the operator token. */
    public Path file() {
        return file;
    }

    /**
     * Reads the operator token again, so that a changed file takes effect without a restart. Blocks on the file system.
     */
    public void reload() {
        try {
            operator = operatorEntry(read(file));
        } catch (UncheckedIOException | IllegalStateException e) {
            LOG.warn("the operator token stays as it was: {}", e.getMessage());
        }
    }

    /** Whose token this is. The time it takes does not tell how much of it was right. */
    Optional<Principal> authenticate(String token) {
        String hash = sha256(token);
        Principal found = null;
        for (Entry entry : configuredEntries()) {
            if (entry.hash().matches(hash)) {
                found = entry.principal();
            }
        }
        Entry own = operator;
        if (own.hash().matches(hash)) {
            found = own.principal();
        }
        return Optional.ofNullable(found);
    }

    private List<Entry> configuredEntries() {
        HttpConfig now = config.get();
        Configured known = configured;
        if (!known.from().equals(now)) {
            known = new Configured(now, entries(now));
            configured = known;
        }
        return known.entries();
    }

    private static List<Entry> entries(HttpConfig config) {
        List<Entry> entries = new ArrayList<>();
        for (HttpConfig.Token token : config.tokens()) {
            if (!token.token().isBlank()) {
                Principal principal = new Principal(token.name(), token.role(), true);
                entries.add(new Entry(Secret.of(sha256(token.token().reveal())), principal));
            }
        }
        return List.copyOf(entries);
    }

    private static Entry operatorEntry(String token) {
        return new Entry(Secret.of(sha256(token)), new Principal("operator", Role.OPERATOR, true));
    }

    private static String generate() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (token.length() < SHORTEST) {
                throw new IllegalStateException("operator token " + file + " holds fewer than " + SHORTEST
                        + " characters; put a longer one there, or delete the file to have one made");
            }
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("operator token " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes beside the file and links it into place, so that nobody ever sees a part of it and of two starts one wins.
     *
     * @return false when another process was first
     */
    private static boolean createOwnerOnly(Path file, String token) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".operator-token", "", ownerOnly());
        try {
            Files.writeString(draft, token + "\n", StandardOpenOption.SYNC);
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
            return true;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void tighten(Path file) throws IOException {
        if (posix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            LOG.warn("{} could be read by others; it is now its owner's alone. Consider a new token", file);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
