/** One immutable typed configuration tree, its loading, validation and hot reload. */
@NullMarked
package io.autotrade.config;

import org.jspecify.annotations.NullMarked;
