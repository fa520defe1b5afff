package dev.latchkey.server;

import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.Session;

/** Answers requests of one name. */
@FunctionalInterface
interface Method {

  JsonBody answer(Call call) throws Exception;

  /** A method of a live session that returns something. */
  static Method of(OfSession method) {
    return call -> method.answer(call.session(), call);
  }

  /** A method of a live session that returns nothing. */
  static Method doing(Effect effect) {
    return call -> {
      effect.apply(call.session(), call);
      return JsonBody.NULL;
    };
  }

  /** Answers for one session. */
  @FunctionalInterface
  interface OfSession {
    JsonBody answer(Session session, Call call) throws Exception;
  }

  /** Acts on one session. */
  @FunctionalInterface
  interface Effect {
    void apply(Session session, Call call) throws Exception;
  }
}
