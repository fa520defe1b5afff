package dev.latchkey.simulator.check;

/**
 * Why a provider refuses a request.
 *
 * @param status HTTP status
 * @param code the provider's code
 * @param field path of the offending field, e.g. {@code messages[1].content}; empty for none
 * @param reason for people
 */
public record Complaint(int status, String code, String field, String reason) {

  /** Thrown by the checks at the first thing that is wrong. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Complaint complaint;

    Refused(Complaint complaint) {
      super(complaint.reason, null, false, false);
      this.complaint = complaint;
    }

    Complaint complaint() {
      return complaint;
    }
  }

  /** A field has a value that no strict provider takes. */
  static Refused invalid(String field, String reason) {
    return new Refused(new Complaint(400, "invalid_request_error", field, reason));
  }

  /** This server does not know the field or does not take it. */
  static Refused unsupported(String field, String reason) {
    return new Refused(new Complaint(400, "unsupported_parameter", field, reason));
  }
}
