/**
 * What is learned from what happened: outcomes, rules extracted from them and their life, what was not done, and how
 * far stated confidence can be trusted. Folds over the journal in plain Java.
 */
@NullMarked
package io.autotrade.feedback;

import org.jspecify.annotations.NullMarked;
