package dev.latchkey.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Entra;
import dev.latchkey.providers.credential.Grant.Form;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What ends up in a log or an exception when somebody prints an object. */
class TextFormsTest {
  private static final String MARK = "m4rk3d";
  private static final Map<String, String> AZURE =
      Map.of(
          "AZURE_TENANT_ID", "t",
          "AZURE_CLIENT_ID", "c",
          "AZURE_CLIENT_SECRET", MARK,
          "IDENTITY_ENDPOINT", "http://127.0.0.1:1",
          "IDENTITY_HEADER", MARK);

  private static ProviderConfig provider() throws Exception {
    String json =
        """
        {"baseUrl": "http://me:m4rk3d@127.0.0.1/v1?sig=m4rk3d", "apiKey": "m4rk3d",
         "bearerToken": "m4rk3d", "headers": {"x-any": "m4rk3d"},
         "latchkey": {"network": {"proxy": "me:m4rk3d@127.0.0.1:1"},
           "extraHeaders": {"x-more": "m4rk3d"}, "extraQuery": {"code": "m4rk3d"},
           "extraBody": {"user": "m4rk3d"},
           "credential": {"oidc": {"tokenUrl": "http://127.0.0.1:1", "clientId": "c",
             "clientSecret": "m4rk3d"}}}}
        """;
    return ProviderJson.read(
        new JsonMapper().readTree(json), ProviderFields.of(AZURE, Path.of("")));
  }

  @DisplayName("A2: nothing that holds a key prints it")
  @Test
  void holdNoSecret() throws Exception {
    ProviderConfig config = provider();
    Credential fixed = Credential.fixed(Secret.of(MARK), Form.KEY);
    Map<String, String> appService = new HashMap<>(AZURE);
    appService.remove("AZURE_CLIENT_SECRET");
    List<Object> all =
        new ArrayList<>(
            List.of(
                config,
                config.network(),
                config.extension(),
                config.replaceable(),
                ProviderFields.of(AZURE, Path.of("")),
                fixed,
                CredentialCache.of(fixed),
                Credential.entra(Entra.SCOPE, AZURE),
                Credential.entra(Entra.SCOPE, appService),
                Credential.command("echo " + MARK, AZURE, Form.KEY),
                Credential.callback("p", () -> MARK),
                new ProviderEnvironment.Default(config, "m", "test")));
    assertThat(all).allSatisfy(object -> assertThat(object.toString()).doesNotContain(MARK));
    assertThat(config.toString()).contains("127.0.0.1", "x-any");
  }
}
