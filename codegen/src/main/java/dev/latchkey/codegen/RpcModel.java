package dev.latchkey.codegen;

import dev.latchkey.codegen.Description.Method;
import dev.latchkey.codegen.Description.MethodKind;
import dev.latchkey.codegen.JavaType.Basic;
import dev.latchkey.codegen.JavaType.Kind;
import dev.latchkey.codegen.JavaType.ListType;
import dev.latchkey.codegen.JavaType.Named;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares the parameters and results of all methods. */
final class RpcModel {
  private static final String SESSION_ID = "sessionId";

  private final PackageModel model;
  private final Unions unions;

  RpcModel(PackageModel model) {
    this.model = model;
    this.unions = new Unions(model);
  }

  /** The methods that clients can call; what clients are asked only declares types. */
  List<RpcMethod> declare(List<Method> methods) {
    List<RpcMethod> callable = new ArrayList<>();
    for (Method method : methods) {
      String name = Names.type(method.name());
      if (method.kind() == MethodKind.CLIENT) {
        declareParts(method.params(), name + "Params");
        declareParts(method.result(), name + "Result");
      } else {
        JavaType params = params(method, name + "Params");
        JavaType result = result(method.result(), name + "Result");
        callable.add(
            new RpcMethod(method.name(), method.kind(), params, method.optional(), result));
      }
    }
    return callable;
  }

  /** What the client is asked: types by their own name, and by the method's name. */
  private void declareParts(TypeExpr expr, String name) {
    model.type(expr, new NestedTypes(name, name), name);
    if (model.resolved(expr) instanceof TypeExpr.Shape shape && !model.declares(name)) {
      model.add(model.record(name, shape, name));
    }
  }

  private @Nullable JavaType params(Method method, String name) {
    TypeExpr params = model.resolved(method.params());
    if (params instanceof TypeExpr.Shape shape) {
      boolean session = method.kind() == MethodKind.SESSION;
      boolean passed =
          shape.fields().stream().anyMatch(f -> !(session && f.name().equals(SESSION_ID)));
      if (!shape.fields().isEmpty()) {
        model.add(model.record(name, shape, name));
      }
      return passed ? named(name, Kind.RECORD) : null;
    }
    if (params instanceof TypeExpr.Choice choice && unions.declare(name, choice)) {
      return named(name, Kind.CLASS);
    }
    return null;
  }

  private JavaType result(TypeExpr expr, String name) {
    TypeExpr result = model.resolved(expr);
    if (model.nullable(expr)) { // such a result has no type in the published API
      return Basic.VOID;
    }
    if (result instanceof TypeExpr.Shape shape) {
      if (shape.fields().isEmpty()) {
        return Basic.VOID;
      }
      model.add(model.record(name, shape, name));
      return named(name, Kind.RECORD);
    }
    if (result instanceof TypeExpr.Choice choice) {
      String union = expr instanceof TypeExpr.Ref ref ? ref.name() : name;
      return unions.declare(union, choice) ? named(union, Kind.CLASS) : Basic.VOID;
    }
    if (result instanceof TypeExpr.MapOf) {
      return Basic.TREE;
    }
    JavaType type = model.type(expr, new NestedTypes(name, name), name);
    return type instanceof Named || type instanceof ListType ? type : Basic.VOID;
  }

  private Named named(String name, Kind kind) {
    return new Named(model.packageName(), name, kind);
  }
}
