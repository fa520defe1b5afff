package dev.latchkey.codegen;

import dev.latchkey.codegen.Description.MethodKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One class of typed accessors: its methods and the name spaces below it. */
final class ApiTree {
  private final String className;
  private final MethodKind kind;
  private final List<RpcMethod> methods = new ArrayList<>();
  private final Map<String, ApiTree> children = new LinkedHashMap<>();

  private ApiTree(String className, MethodKind kind) {
    this.className = className;
    this.kind = kind;
  }

  /** The accessors of all methods of {@code kind}. */
  static ApiTree of(List<RpcMethod> methods, MethodKind kind) {
    String prefix = kind == MethodKind.SESSION ? "Session" : "Server";
    ApiTree root = new ApiTree(prefix + "Rpc", kind);
    for (RpcMethod method : methods) {
      if (method.kind() == kind) {
        root.below(prefix, method.nameSpaces()).methods.add(method);
      }
    }
    return root;
  }

  private ApiTree below(String prefix, List<String> nameSpaces) {
    if (nameSpaces.isEmpty()) {
      return this;
    }
    String first = nameSpaces.get(0);
    String path = prefix + Names.capitalised(first);
    return children
        .computeIfAbsent(first, name -> new ApiTree(path + "Api", kind))
        .below(path, nameSpaces.subList(1, nameSpaces.size()));
  }

  String className() {
    return className;
  }

  boolean ofSession() {
    return kind == MethodKind.SESSION;
  }

  boolean isRoot() {
    return className.endsWith("Rpc");
  }

  List<RpcMethod> methods() {
    return methods;
  }

  Map<String, ApiTree> children() {
    return children;
  }
}
