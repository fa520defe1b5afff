package dev.latchkey.codegen;

import java.util.ArrayList;
import java.util.List;

/** Collects the types declared inside the type {@code owner}. */
final class NestedTypes {
  private final String owner;
  private final String path;
  private final List<Declaration> declarations = new ArrayList<>();

  NestedTypes(String owner, String path) {
    this.owner = owner;
    this.path = path;
  }

  String owner() {
    return owner;
  }

  String path() {
    return path;
  }

  void add(Declaration declaration) {
    if (declarations.stream().noneMatch(d -> d.name().equals(declaration.name()))) {
      declarations.add(declaration);
    }
  }

  List<Declaration> declarations() {
    return List.copyOf(declarations);
  }
}
