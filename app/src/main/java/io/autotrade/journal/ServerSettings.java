package io.autotrade.journal;

/** Settings of the embedded server: small, and durable. */
final class ServerSettings {

    private ServerSettings() {}

    static String text(int port) {
        return """
                # Written by autotrade at every start; changes here are lost.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 30
                password_encryption = 'scram-sha-256'
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_min_messages = warning
                log_checkpoints = off

                # Nothing that was reported as committed is lost, whatever is switched off.
                fsync = on
                synchronous_commit = on
                full_page_writes = on

                # One server of one service: little memory, few processes, no replication.
                shared_buffers = '32MB'
                work_mem = '2MB'
                maintenance_work_mem = '16MB'
                max_wal_size = '256MB'
                min_wal_size = '32MB'
                checkpoint_timeout = '15min'
                wal_level = minimal
                max_wal_senders = 0
                max_replication_slots = 0
                max_logical_replication_workers = 0
                max_worker_processes = 2
                max_parallel_workers = 0
                max_parallel_workers_per_gather = 0
                autovacuum_max_workers = 1
                io_method = sync
                jit = off
                """.formatted(port);
    }
}
