/** The journal as tables and as a page for people who were not there. Folds over the journal in plain Java. */
@NullMarked
package io.autotrade.report;

import org.jspecify.annotations.NullMarked;
