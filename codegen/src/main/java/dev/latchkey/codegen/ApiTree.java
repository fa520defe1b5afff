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
        String[] parts = method.wireName().split("\\.");
        ApiTree tree = root;
        String path = prefix;
        for (int i = kind == MethodKind.SESSION ? 1 : 0; i < parts.length - 1; i++) {
          path += Names.capitalised(parts[i]);
          String name = path + "Api";
          tree = tree.children.computeIfAbsent(parts[i], part -> new ApiTree(name, kind));
        }
        tree.methods.add(method);
      }
    }
    return root;
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
