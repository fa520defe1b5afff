package dev.latchkey.simulator.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.simulator.check.Complaint;
import dev.latchkey.simulator.check.ErrorBodies;
import dev.latchkey.simulator.check.Verifier;
import dev.latchkey.simulator.http.ClientGone;
import dev.latchkey.simulator.http.Handler;
import dev.latchkey.simulator.http.HttpConnection;
import dev.latchkey.simulator.http.HttpRequest;
import dev.latchkey.simulator.http.WebSocketConnection;
import dev.latchkey.simulator.script.HttpReply;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.SimulatedModel;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Violation;
import dev.latchkey.simulator.traffic.Wire;
import dev.latchkey.simulator.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns HTTP requests into recorded ones, checks them and has a reply played. */
public final class ModelServer implements Handler {
  private final Verifier verifier;
  private final ErrorBodies errors;
  private final Catalogue catalogue;
  private final boolean closed;
  private final Recorder recorder;
  private final Director director;
  private final Player player;
  private volatile Function<RecordedRequest, @Nullable Reply> first = _ -> null;

  /** What a server is and knows. */
  public record Identity(
      Verifier verifier, ErrorBodies errors, List<SimulatedModel> models, boolean closed) {}

  /** Serves as {@code identity}; {@code refuse} closes its port. */
  public ModelServer(Identity identity, Recorder recorder, Director director, Runnable refuse) {
    this.verifier = identity.verifier();
    this.errors = identity.errors();
    this.catalogue = new Catalogue(identity.models());
    this.closed = identity.closed();
    this.recorder = recorder;
    this.director = director;
    this.player = new Player(errors, refuse);
  }

  /** Asks this function first; where it returns null, everything goes its usual way. */
  public void askFirst(Function<RecordedRequest, @Nullable Reply> function) {
    first = function;
  }

  @Override
  public void handle(HttpRequest http, HttpConnection connection) throws IOException {
    if (WebSocketConnection.isWanted(http) && http.line().path().endsWith("/responses")) {
      socket(http, connection);
      return;
    }
    RecordedRequest request = recorded(http);
    recorder.saw(request);
    try {
      player.play(reply(request), request, connection);
    } catch (ClientGone e) {
      recorder.abandoned();
      throw e;
    }
  }

  private void socket(HttpRequest http, HttpConnection connection) throws IOException {
    RecordedRequest request = recorded(http);
    recorder.saw(request);
    Reply refusal = refusal(request);
    if (refusal != null) {
      player.play(refusal, request, connection);
      return;
    }
    WebSocketConnection socket = connection.upgrade(http);
    recorder.sockets(1);
    try {
      new SocketSession(socket, http, recorder, errors, this::reply).serve();
    } finally {
      recorder.sockets(-1);
      connection.cut();
    }
  }

  private @Nullable Reply refusal(RecordedRequest request) {
    Reply chosen = first.apply(request);
    if (chosen != null) {
      return chosen;
    }
    Optional<Complaint> complaint = verifier.keyComplaintAbout(request);
    return complaint.isPresent()
        ? error(request, complaint.get())
        : director
            .refusedUpgrade()
            .or(() ->
                Routes.isMalformed(request.path())
                    ? Optional.of(notFound(request))
                    : Optional.empty())
            .orElse(null);
  }

  private RecordedRequest recorded(HttpRequest http) {
    JsonNode body = http.body().length == 0 ? null : Json.parse(http.body());
    return new RecordedRequest(
        recorder.number(),
        Routes.wire(http.line()),
        http.line(),
        http.headers(),
        body == null ? MissingNode.getInstance() : body,
        Instant.now());
  }

  private Reply reply(RecordedRequest request) {
    try {
      Reply chosen = first.apply(request);
      if (chosen != null) {
        return chosen;
      }
    } catch (RuntimeException e) {
      return failed(request, "function_failed", "The function for requests threw " + e + ".");
    }
    return request.wire() == Wire.NONE ? discovery(request) : modelCall(request);
  }

  private Reply discovery(RecordedRequest request) {
    Optional<Complaint> complaint = verifier.keyComplaintAbout(request);
    if (complaint.isPresent()) {
      return error(request, complaint.get());
    }
    return catalogue.reply(request).orElseGet(() -> notFound(request));
  }

  private Reply modelCall(RecordedRequest request) {
    Optional<Complaint> complaint = verifier.complaintAbout(request);
    if (complaint.isPresent()) {
      Complaint found = complaint.get();
      recorder.found(
          new Violation(request.number(), request.wire(), found.field(), found.reason()));
      return error(request, found);
    }
    if (lacksApiVersion(request)) {
      return notFound(request);
    }
    if (closed && !catalogue.knows(request.model())) {
      return unknownModel(request);
    }
    return director.next(request).orElseGet(() -> unscripted(request));
  }

  private Reply unscripted(RecordedRequest request) {
    if (!director.isStrict()) {
      return DefaultAnswers.to(request);
    }
    return failed(
        request,
        "script_exhausted",
        "The script has no reply for this call; add one or do not make the call.");
  }

  /** What is wrong on this side is a violation too, so that no test overlooks it. */
  private HttpReply failed(RecordedRequest request, String code, String reason) {
    recorder.found(new Violation(request.number(), request.wire(), "", reason));
    return error(request, new Complaint(500, code, "", reason));
  }

  /** Azure serves its classic paths only to requests that name a version. */
  private static boolean lacksApiVersion(RecordedRequest request) {
    String path = request.path();
    boolean classic = path.contains("/openai/deployments/") || path.endsWith("/openai/responses");
    return classic && request.line().parameter("api-version").isEmpty();
  }

  private HttpReply notFound(RecordedRequest request) {
    String reason = "Invalid URL (" + request.method() + " " + request.path() + ")";
    return error(request, new Complaint(404, "not_found", "", reason));
  }

  private HttpReply unknownModel(RecordedRequest request) {
    String deployment = request.line().deployment();
    Complaint complaint =
        deployment.isEmpty()
            ? new Complaint(
                404,
                "model_not_found",
                "model",
                "The model '" + request.model() + "' does not exist or you have no access to it.")
            : new Complaint(
                404,
                "DeploymentNotFound",
                "",
                "The API deployment '" + deployment + "' for this resource does not exist.");
    return error(request, complaint);
  }

  private HttpReply error(RecordedRequest request, Complaint complaint) {
    return Reply.http(
        errors.status(complaint), errors.contentType(), errors.body(request, complaint));
  }
}
