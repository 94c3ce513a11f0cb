package dev.latchkey.router.config;

import dev.latchkey.kernel.config.Settings;

/**
 * Which of the other products' APIs are served beside the native one.
 *
 * @param jsonapi whether {@code /api/v2} is served, default true
 * @param rpc whether {@code /users} and {@code /auth} are, default true
 * @param secretsInQuery whether passwords and codes may stand in the query of {@code /users},
 *     default false: addresses are logged on their way
 * @param product whether {@code /api/users} is, default true
 * @param tenant whether {@code /organizations} is, default true
 */
public record SurfacesConfig(
    boolean jsonapi, boolean rpc, boolean secretsInQuery, boolean product, boolean tenant) {

  /** Reads the settings. */
  public static SurfacesConfig from(Settings settings) {
    return new SurfacesConfig(
        settings.flag("surfaces.jsonapi.enabled"),
        settings.flag("surfaces.rpc.enabled"),
        settings.flag("surfaces.rpc.secrets-in-query"),
        settings.flag("surfaces.product.enabled"),
        settings.flag("surfaces.tenant.enabled"));
  }
}
