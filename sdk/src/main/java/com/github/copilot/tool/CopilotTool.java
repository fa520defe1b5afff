package com.github.copilot.tool;

import com.github.copilot.CopilotExperimental;
import com.github.copilot.rpc.ToolDefer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a method a tool; {@code ToolDefinition.fromObject} finds it. */
@CopilotExperimental
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CopilotTool {

  /** What the tool does, for the model. */
  String value();

  /** The name of the tool; by default that of the method in snake case. */
  String name() default "";

  /** Whether it replaces the built-in tool of that name. */
  boolean overridesBuiltInTool() default false;

  /** Whether it runs without asking for permission. */
  boolean skipPermission() default false;

  /** Whether its result ends the turn. */
  boolean isTerminal() default false;

  /** Whether it may be held back until the model searches for it. */
  ToolDefer defer() default ToolDefer.NONE;

  /** Additional properties for the runtime. */
  MetadataEntry[] metadata() default {};

  /** One additional property. */
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface MetadataEntry {

    /** Its name. */
    String key();

    /** Its value. */
    MetadataValue value();
  }

  /** A value: the flags if there are any, else the text if there is one, else the boolean. */
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface MetadataValue {

    /** A truth value. */
    boolean bool() default false;

    /** A text. */
    String str() default "";

    /** Named truth values. */
    MetadataFlag[] flags() default {};
  }

  /** A named truth value. */
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface MetadataFlag {

    /** Its name. */
    String name();

    /** Whether it is set. */
    boolean value();
  }
}
