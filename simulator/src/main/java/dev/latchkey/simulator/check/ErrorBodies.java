package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.ErrorShape;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.wire.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes errors as the provider that is simulated would. */
public final class ErrorBodies {
  private static final Set<ErrorShape> PYDANTIC = Set.of(ErrorShape.FASTAPI, ErrorShape.MISTRAL);

  private final ErrorShape configured;

  /** Writes in this shape; {@link ErrorShape#USUAL} goes by the path of each request. */
  public ErrorBodies(ErrorShape configured) {
    this.configured = configured;
  }

  /** The media type of every body. */
  public String contentType() {
    return configured == ErrorShape.TEXT ? "text/plain; charset=utf-8" : "application/json";
  }

  /** The status this server would use: some say 422 where others say 400. */
  public int status(Complaint complaint) {
    boolean field = complaint.status() == 400 && !complaint.field().isEmpty();
    return field && PYDANTIC.contains(configured) ? 422 : complaint.status();
  }

  /** The body for a complaint. */
  public String body(RecordedRequest request, Complaint complaint) {
    String reason = complaint.reason();
    return switch (shape(request)) {
      case USUAL, OPENAI -> openAi(complaint);
      case AZURE -> azure(complaint);
      case ANTHROPIC -> anthropic(request, complaint);
      case FASTAPI -> Json.text(Json.object("detail", detail(complaint)));
      case GEMINI -> gemini(complaint);
      case MISTRAL -> mistral(complaint);
      case STRING -> Json.text(Json.object("error", reason));
      case FLAT -> Json.text(flat(complaint));
      case LIST -> Json.text(Json.object("errors", Json.array(Json.object("message", reason))));
      case TEXT -> reason;
    };
  }

  private ErrorShape shape(RecordedRequest request) {
    if (configured != ErrorShape.USUAL) {
      return configured;
    }
    if (KeyCheck.isAnthropic(request)) {
      return ErrorShape.ANTHROPIC;
    }
    return request.path().startsWith("/api/") ? ErrorShape.STRING : ErrorShape.OPENAI;
  }

  private static String openAi(Complaint complaint) {
    ObjectNode error = flat(complaint);
    error.remove("object");
    return Json.text(Json.object("error", error));
  }

  private static String azure(Complaint complaint) {
    String code = complaint.status() == 400 ? complaint.code() : "" + complaint.status();
    return Json.text(
        Json.object("error", Json.object("code", code, "message", complaint.reason())));
  }

  private static String anthropic(RecordedRequest request, Complaint complaint) {
    ObjectNode error = Json.object("type", anthropicType(complaint), "message", complaint.reason());
    return Json.text(
        Json.object("type", "error", "error", error, "request_id", "req_" + request.number()));
  }

  private static String anthropicType(Complaint complaint) {
    return switch (complaint.status()) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 529 -> "overloaded_error";
      default -> complaint.status() < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static String gemini(Complaint complaint) {
    String status =
        switch (complaint.status()) {
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          default -> complaint.status() < 500 ? "INVALID_ARGUMENT" : "UNAVAILABLE";
        };
    String reason =
        complaint.code().equals("unsupported_parameter")
            ? "Invalid JSON payload received. Unknown name \""
                + complaint.field()
                + "\": Cannot find field."
            : complaint.reason();
    ObjectNode error = Json.object("code", complaint.status(), "message", reason, "status", status);
    return Json.text(Json.array(Json.object("error", error)));
  }

  private static String mistral(Complaint complaint) {
    ObjectNode flat = flat(complaint);
    if (!complaint.field().isEmpty()) {
      flat.set("message", Json.object("detail", detail(complaint)));
    }
    return Json.text(flat);
  }

  private static ObjectNode flat(Complaint complaint) {
    return Json.object(
        "object",
        "error",
        "message",
        complaint.reason(),
        "type",
        type(complaint),
        "param",
        orNull(complaint.field()),
        "code",
        orNull(complaint.code()));
  }

  private static Object detail(Complaint complaint) {
    if (complaint.field().isEmpty()) {
      return complaint.reason();
    }
    boolean extra = complaint.code().equals("unsupported_parameter");
    return Json.array(
        Json.object(
            "type",
            extra ? "extra_forbidden" : "value_error",
            "loc",
            location(complaint.field()),
            "msg",
            extra ? "Extra inputs are not permitted" : complaint.reason()));
  }

  /** {@code messages[1].content} as {@code ["body","messages",1,"content"]}. */
  private static ArrayNode location(String field) {
    ArrayNode location = Json.array("body");
    for (String step : field.split("[.\\[\\]]+", -1)) {
      if (!step.isEmpty()) {
        if (Character.isDigit(step.charAt(0))) {
          location.add(Integer.parseInt(step));
        } else {
          location.add(step);
        }
      }
    }
    return location;
  }

  private static String type(Complaint complaint) {
    return switch (complaint.status()) {
      case 401 -> "authentication_error";
      case 429 -> complaint.code().equals("insufficient_quota") ? "insufficient_quota" : "tokens";
      default -> complaint.status() < 500 ? "invalid_request_error" : "server_error";
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
