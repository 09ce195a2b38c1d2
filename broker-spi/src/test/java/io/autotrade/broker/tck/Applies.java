package io.autotrade.broker.tck;

import io.autotrade.broker.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** When a rule applies. A rule without it is required of every broker. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Applies {

    /** Only to brokers that declare all of these. */
    Capability[] with() default {};

    /** Only to brokers that declare none of these. */
    Capability[] without() default {};

    /** Only where the harness has all of these levers. */
    BrokerHarness.Lever[] levers() default {};
}
