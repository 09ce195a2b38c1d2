/**
 * When and how an evaluation happens: the schedule, the one cycle that reads top to bottom, and the controls of both.
 */
@NullMarked
package io.autotrade.evaluation;

import org.jspecify.annotations.NullMarked;
