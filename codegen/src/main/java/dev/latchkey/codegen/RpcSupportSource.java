package dev.latchkey.codegen;

/** Writes the two types that all accessors use. */
final class RpcSupportSource {
  private RpcSupportSource() {}

  static String caller() {
    return SourceText.file(PackageModel.RPC) + CALLER;
  }

  static String mapper() {
    return SourceText.file(PackageModel.RPC) + MAPPER;
  }

  private static final String CALLER =
      """
      import com.fasterxml.jackson.databind.JavaType;
      import java.util.concurrent.CompletableFuture;

      /** Sends a request and answers its result; what the typed accessors are built on. */
      public interface RpcCaller {

        /**
         * Calls {@code method}.
         *
         * @param params anything that binds to a JSON object
         * @param resultType the class of the result; {@code Void} discards it
         * @return the result; fails with the error of the other side
         */
        <T> CompletableFuture<T> invoke(String method, Object params, Class<T> resultType);

        /** Calls {@code method}, whose result has type parameters. */
        default <T> CompletableFuture<T> invoke(String method, Object params, JavaType resultType) {
          return invoke(method, params, com.fasterxml.jackson.databind.JsonNode.class)
              .thenApply(result -> RpcMapper.convert(result, resultType));
        }
      }
      """;

  private static final String MAPPER =
      """
      import com.fasterxml.jackson.annotation.JsonInclude;
      import com.fasterxml.jackson.databind.DeserializationFeature;
      import com.fasterxml.jackson.databind.JavaType;
      import com.fasterxml.jackson.databind.JsonNode;
      import com.fasterxml.jackson.databind.ObjectMapper;
      import com.fasterxml.jackson.databind.node.ObjectNode;

      /** The JSON binding of the typed accessors. */
      final class RpcMapper {
        private static final ObjectMapper MAPPER =
            new ObjectMapper()
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

        private RpcMapper() {}

        /** The parameters as an object that names the session, whatever they say themselves. */
        static ObjectNode withSession(Object params, String sessionId) {
          ObjectNode node =
              params == null ? MAPPER.createObjectNode() : MAPPER.valueToTree(params);
          return node.put("sessionId", sessionId);
        }

        static Object orEmpty(Object params) {
          return params == null ? java.util.Map.of() : params;
        }

        static JavaType listOf(Class<?> element) {
          return MAPPER.getTypeFactory().constructCollectionType(java.util.List.class, element);
        }

        static <T> T convert(JsonNode result, JavaType type) {
          return result == null ? null : MAPPER.convertValue(result, type);
        }
      }
      """;
}
