package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.rpc.PermissionInvocation;
import com.github.copilot.rpc.PermissionRequest;
import com.github.copilot.rpc.PermissionRequestResult;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one place where a permission is decided: without a clear answer it is not given. */
final class Decisions {

  private static final Logger LOG = Logger.getLogger(Decisions.class.getName());

  private Decisions() {}

  static PermissionRequestResult permission(
      CopilotSession session, SessionHandlers handlers, JsonNode request) {
    if (handlers.permission == null) {
      return PermissionRequestResult.userNotAvailable();
    }
    try {
      PermissionInvocation invocation =
          new PermissionInvocation()
              .setSessionId(session.getSessionId())
              .setManagedSettingsEnabled(handlers.managedSettings);
      PermissionRequestResult result =
          Futures.await(
              handlers.permission.handle(PermissionRequest.fromJsonValue(request), invocation));
      if (result != null && result.getKind() != null) {
        return result;
      }
    } catch (Exception | LinkageError | AssertionError e) {
      LOG.log(Level.WARNING, "the permission handler failed", e);
    }
    return PermissionRequestResult.userNotAvailable();
  }
}
