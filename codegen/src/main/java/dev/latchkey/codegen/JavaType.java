package dev.latchkey.codegen;

/** How a value is typed in the public Java API. */
sealed interface JavaType {

  /** The type as written in a source file of {@code inPackage}. */
  String source(String inPackage);

  /** Types that need no declaration; everything is boxed because everything may be absent. */
  enum Basic implements JavaType {
    STRING("String"),
    LONG("Long"),
    DOUBLE("Double"),
    BOOLEAN("Boolean"),
    UUID("java.util.UUID"),
    TIMESTAMP("java.time.OffsetDateTime"),
    OBJECT("Object"),
    TREE("com.fasterxml.jackson.databind.JsonNode"),
    VOID("Void");

    private final String source;

    Basic(String source) {
      this.source = source;
    }

    @Override
    public String source(String inPackage) {
      return source;
    }
  }

  record ListType(JavaType element) implements JavaType {
    @Override
    public String source(String inPackage) {
      return "java.util.List<" + element.source(inPackage) + ">";
    }
  }

  record MapType(JavaType value) implements JavaType {
    @Override
    public String source(String inPackage) {
      return "java.util.Map<String, " + value.source(inPackage) + ">";
    }
  }

  /** What a {@link Named} type is declared as. */
  enum Kind {
    RECORD,
    ENUM,
    CLASS
  }

  /**
   * A generated type.
   *
   * @param path the name inside its package, with the enclosing types
   */
  record Named(String packageName, String path, Kind kind) implements JavaType {
    @Override
    public String source(String inPackage) {
      return packageName.equals(inPackage) ? path : packageName + "." + path;
    }
  }
}
