package dev.latchkey.server;

/**
 * What clients that are strangers may not ask for. A header template that names an environment
 * variable would send one of the operator's secrets to an address of the stranger's choice.
 */
final class StrangerCheck {
  private static final String ENVIRONMENT_TEMPLATE = "${env:";

  private StrangerCheck() {}

  /**
   * Refuses the params of this call when the server serves strangers and the params name a variable
   * of its environment.
   */
  static void environmentNames(Call call) {
    boolean strangers = call.server().setup().arguments().egress().untrusted();
    if (strangers && call.rpc().params().toString().contains(ENVIRONMENT_TEMPLATE)) {
      throw new IllegalArgumentException(
          "Provider headers may not use ${env:...}: this server serves untrusted clients. Send the"
              + " value itself.");
    }
  }
}
