@NullMarked
package io.autotrade;

import org.jspecify.annotations.NullMarked;
