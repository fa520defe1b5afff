package dev.latchkey.codegen;

import dev.latchkey.codegen.JavaType.Basic;
import dev.latchkey.codegen.JavaType.ListType;
import dev.latchkey.codegen.JavaType.Named;

/** Writes a class of typed accessors. */
final class ApiSource {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private final ApiTree tree;

  private ApiSource(ApiTree tree) {
    this.tree = tree;
  }

  static String write(ApiTree tree) {
    return new ApiSource(tree).write();
  }

  private String write() {
    SourceText out = SourceText.file(PackageModel.RPC);
    out.line(
        "/** Typed accessors of the " + (tree.ofSession() ? "session" : "server") + " methods. */");
    out.line("public final class " + tree.className() + " {");
    out.line("private final RpcCaller caller;");
    if (tree.ofSession()) {
      out.line("private final String sessionId;");
    }
    tree.children()
        .forEach((name, child) -> {
          out.line("/** The methods below {@code " + name + "}. */");
          out.line("public final " + child.className() + " " + name + ";");
        });
    constructor(out);
    tree.methods().forEach(method -> methods(method, out));
    return out.line("}").toString();
  }

  private void constructor(SourceText out) {
    if (tree.isRoot()) {
      out.line("/** Accessors that call through {@code caller}. */");
    }
    String visibility = tree.isRoot() ? "public " : "";
    String parameters =
        tree.ofSession() ? "RpcCaller caller, String sessionId" : "RpcCaller caller";
    out.line(visibility + tree.className() + "(" + parameters + ") {");
    out.line("this.caller = caller;");
    if (tree.ofSession()) {
      out.line("this.sessionId = sessionId;");
    }
    String arguments = tree.ofSession() ? "caller, sessionId" : "caller";
    tree.children()
        .forEach((name, child) ->
            out.line("this." + name + " = new " + child.className() + "(" + arguments + ");"));
    out.line("}");
  }

  private void methods(RpcMethod method, SourceText out) {
    if (method.params() == null || method.optional()) {
      String nothing =
          tree.ofSession() ? "java.util.Map.of(\"sessionId\", sessionId)" : "java.util.Map.of()";
      method(method, "", nothing, out);
    }
    if (method.params() != null) {
      String parameters = method.params().source(PackageModel.RPC) + " params";
      String passed =
          tree.ofSession()
              ? "RpcMapper.withSession(params, sessionId)"
              : "RpcMapper.orEmpty(params)";
      method(method, parameters, passed, out);
    }
  }

  private void method(RpcMethod method, String parameters, String argument, SourceText out) {
    String result = method.result().source(PackageModel.RPC);
    out.line("/** Calls {@code " + method.wireName() + "}. */");
    out.line("public " + FUTURE + "<" + result + "> " + method.leaf() + "(" + parameters + ") {");
    String name = "\"" + method.wireName() + "\"";
    out.line("return caller.invoke(" + name + ", " + argument + ", " + token(method) + ");");
    out.line("}");
  }

  private static String token(RpcMethod method) {
    if (method.result() instanceof ListType list) {
      return "RpcMapper.listOf(" + list.element().source(PackageModel.RPC) + ".class)";
    }
    boolean loadable = method.result() instanceof Basic || method.result() instanceof Named;
    if (!loadable) {
      throw new IllegalStateException("No class for the result of " + method.wireName());
    }
    return method.result().source(PackageModel.RPC) + ".class";
  }
}
