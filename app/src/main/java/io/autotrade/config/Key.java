package io.autotrade.config;

import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration: everything that is known about it, for reading and for the manual.
 *
 * @param path dotted; relative to the item for keys inside a list
 * @param standard the default as it would be written; null when there is none
 * @param meaning one or two sentences for the manual
 */
record Key<T>(String path, KeyType<T> type, @Nullable String standard, String meaning) {}
