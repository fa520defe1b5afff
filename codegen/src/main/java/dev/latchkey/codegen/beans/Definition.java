package dev.latchkey.codegen.beans;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One type of the description. */
sealed interface Definition {

  /** Simple name; {@code Outer.Inner} for a nested type. */
  String name();

  /** One sentence of Javadoc. */
  String doc();

  Set<String> flags();

  /** A mutable class with getters and (mostly fluent) setters. */
  record Bean(String name, String doc, Set<String> flags, List<Property> properties)
      implements Definition {
    public Bean {
      flags = Set.copyOf(flags);
      properties = List.copyOf(properties);
    }
  }

  /** A record; the order of its components is part of the API. */
  record Value(String name, String doc, Set<String> flags, List<Property> components)
      implements Definition {
    public Value {
      flags = Set.copyOf(flags);
      components = List.copyOf(components);
    }
  }

  /** An enum; {@link Constant#text} is null in enums that have no text on the wire. */
  record Choice(String name, String doc, Set<String> flags, List<Constant> constants)
      implements Definition {
    public Choice {
      flags = Set.copyOf(flags);
      constants = List.copyOf(constants);
    }
  }

  /** One constant of an enum. */
  record Constant(String name, @Nullable String text) {}

  /** A functional interface. */
  record Handler(
      String name,
      String doc,
      Set<String> flags,
      String method,
      List<String> parameters,
      String result)
      implements Definition {
    public Handler {
      flags = Set.copyOf(flags);
      parameters = List.copyOf(parameters);
    }
  }
}
