package com.github.copilot.rpc;

import java.util.concurrent.CompletableFuture;

/** Decides whether a tool may do what it is about to do. */
@FunctionalInterface
public interface PermissionHandler {

  /**
   * Approves every request once. It refuses to work where an organisation manages the permissions:
   * the answer then is a failed future, and a request that needs managed approval stays unanswered
   * for a client that can give it.
   */
  PermissionHandler APPROVE_ALL =
      (request, invocation) -> {
        if (invocation.isManagedSettingsEnabled()) {
          return CompletableFuture.failedFuture(
              new IllegalStateException(
                  "APPROVE_ALL cannot be used with managed settings: set an own"
                      + " onPermissionRequest handler"));
        }
        boolean managed = Boolean.TRUE.equals(request.getManagedApprovalRequired());
        return CompletableFuture.completedFuture(
            managed ? PermissionRequestResult.noResult() : PermissionRequestResult.approveOnce());
      };

  /**
   * Decides one request. A handler that throws or whose future fails counts as "user not
   * available".
   */
  CompletableFuture<PermissionRequestResult> handle(
      PermissionRequest request, PermissionInvocation invocation);
}
