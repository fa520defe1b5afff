package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A permission request waiting for an answer.
 *
 * @param prompt the {@code promptRequest} of its event, what a person would be shown
 */
public record PendingPermission(String requestId, JsonNode prompt) {}
