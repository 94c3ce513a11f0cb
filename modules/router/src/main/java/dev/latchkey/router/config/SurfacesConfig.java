package dev.latchkey.router.config;

import dev.latchkey.kernel.config.Settings;
import java.util.Optional;

/**
 * Which of the other products' APIs are served beside the native one.
 *
 * @param jsonapi whether {@code /api/v2} is served, default true
 * @param rpc whether {@code /users} and {@code /auth} are, default true
 * @param secretsInQuery whether passwords and codes may stand in the query of {@code /users},
 *     default false: addresses are logged on their way
 * @param publicOrigin the origin of {@code http.public-url}; empty when it follows from the port
 * @param secureCookies whether browsers may send cookies by HTTPS only: where that URL is one, or
 *     the service has a certificate
 * @param product whether {@code /api/users} is, default true
 * @param tenant whether {@code /organizations} is, default true
 */
public record SurfacesConfig(
    boolean jsonapi,
    boolean rpc,
    boolean secretsInQuery,
    Optional<String> publicOrigin,
    boolean secureCookies,
    boolean product,
    boolean tenant) {

  /** Reads the settings. */
  public static SurfacesConfig from(Settings settings) {
    Optional<String> origin = settings.optionalText("http.public-url").flatMap(WebOrigin::ofUrl);
    return new SurfacesConfig(
        settings.flag("surfaces.jsonapi.enabled"),
        settings.flag("surfaces.rpc.enabled"),
        settings.flag("surfaces.rpc.secrets-in-query"),
        origin,
        origin.filter(it -> it.startsWith("https:")).isPresent()
            || settings.optionalPath("http.tls.certificate").isPresent(),
        settings.flag("surfaces.product.enabled"),
        settings.flag("surfaces.tenant.enabled"));
  }
}
