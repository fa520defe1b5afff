package dev.latchkey.runtime.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A question for permission.
 *
 * @param request {@code permissionRequest} of the event: {@code kind} and what is to be done
 * @param prompt {@code promptRequest} of the event: what a person is shown
 * @param approval what "allowed for the session" covers, in the public form, e.g. {@code
 *     {"kind":"custom-tool","toolName":"x"}}; requests with an equal approval count as alike
 */
public record PermissionAsk(ObjectNode request, ObjectNode prompt, ObjectNode approval) {
  public PermissionAsk {
    Objects.requireNonNull(request);
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(approval);
  }
}
