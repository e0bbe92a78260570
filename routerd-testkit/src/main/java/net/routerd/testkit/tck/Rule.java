package net.routerd.testkit.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method as a rule of the contract. It takes a {@link Stage}, and an {@link Net} as
 * well where the rule holds for IPv4 and IPv6 each.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Rule {

  /** The rule's id in the contract, and behind it those of the semantics that it is part of. */
  String id();

  /** The promise, in a sentence without a full stop. */
  String promise();

  /** How much it binds. */
  Strength strength() default Strength.MUST;
}
