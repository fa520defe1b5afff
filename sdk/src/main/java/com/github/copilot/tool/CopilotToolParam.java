package com.github.copilot.tool;

import com.github.copilot.CopilotExperimental;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a parameter of a tool method. */
@CopilotExperimental
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CopilotToolParam {

  /** What the argument means, for the model. */
  String value() default "";

  /** The name of the argument; by default that of the parameter. */
  String name() default "";

  /** Whether the model must give it. */
  boolean required() default true;

  /** The value when the model gives none; the parameter then must not be required. */
  String defaultValue() default "";

  /** A JSON schema in place of the one derived from the type. */
  String schema() default "";
}
