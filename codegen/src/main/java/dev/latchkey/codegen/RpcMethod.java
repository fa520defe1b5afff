package dev.latchkey.codegen;

import dev.latchkey.codegen.Description.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A method that clients can call, in Java.
 *
 * @param params the type of the parameters; null where there are none worth passing
 * @param optional whether the parameters may be left out
 */
record RpcMethod(
    String wireName,
    MethodKind kind,
    @Nullable JavaType params,
    boolean optional,
    JavaType result) {

  /** The name after the last dot. */
  String leaf() {
    return wireName.substring(wireName.lastIndexOf('.') + 1);
  }
}
