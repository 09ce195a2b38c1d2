/** OKX v5 as a plugin: the providers of the demo broker, the live broker and the market source. */
@NullMarked
package io.autotrade.okx;

import org.jspecify.annotations.NullMarked;
