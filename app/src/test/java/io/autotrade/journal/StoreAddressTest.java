package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoreAddressTest {

    @Test
    void theNewestMigrationIsKnown() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                            .max())
                    .hasValue(StoreAddress.NEWEST_MIGRATION);
        }
    }

    @Test
    void aUrlIsReadForBothDriversAndItsPasswordIsNotShown() {
        StoreAddress address = StoreAddress.of("postgresql://ann:s%40cret@db.example.com:6543/trades?sslmode=require");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:6543/trades");
        assertThat(address.jdbcProperties())
                .containsEntry("user", "ann")
                .containsEntry("password", "s@cret")
                .containsEntry("sslmode", "require");
        assertThat(address.connection("test").getSslMode()).isEqualTo(SslMode.REQUIRE);
        assertThat(address.toString()).isEqualTo("db.example.com:6543/trades");
    }

    @Test
    void whatIsNoUrlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> StoreAddress.of("postgresql://ann:canary@:x/"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .hasNoCause()
                .message()
                .doesNotContain("canary");
    }
}
