package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.rpc.OpenCanvasInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The canvases that are open in a session, kept up to date by events. */
final class OpenCanvases {

  private final Map<String, OpenCanvasInstance> open = new LinkedHashMap<>();

  synchronized List<OpenCanvasInstance> list() {
    return List.copyOf(open.values());
  }

  synchronized void replace(JsonNode canvases) {
    open.clear();
    canvases.forEach(this::put);
  }

  synchronized void put(JsonNode canvas) {
    OpenCanvasInstance instance = Wire.read(canvas, OpenCanvasInstance.class);
    if (instance != null) {
      open.put(Objects.toString(instance.instanceId()), instance);
    }
  }

  synchronized void remove(JsonNode canvas) {
    open.remove(canvas.path("instanceId").asText());
  }
}
