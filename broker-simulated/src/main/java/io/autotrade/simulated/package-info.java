/** What the simulated broker and the driven market sources share: settings, schemas and instrument facts. */
@NullMarked
package io.autotrade.simulated;

import org.jspecify.annotations.NullMarked;
