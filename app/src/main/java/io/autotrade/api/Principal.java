package io.autotrade.api;

import io.autotrade.config.HttpConfig.Role;

/**
 * Who calls.
 *
 * @param name goes into the journal as the one who did it
 * @param proven whether a token proved it; false where none was asked for
 */
record Principal(String name, Role role, boolean proven) {

    boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
