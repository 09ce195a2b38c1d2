package io.autotrade.bus;

/**
 * Result of one risk rule.
 *
 * @param code stable code, such as {@code max_leverage}
 * @param passed whether the proposal may go on
 * @param limit the limit as text with unit
 * @param value the observed value as text with unit
 * @param reason one sentence for a person
 */
public record RuleResult(String code, boolean passed, String limit, String value, String reason) {}
