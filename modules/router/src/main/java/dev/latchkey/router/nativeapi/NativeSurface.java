package dev.latchkey.router.nativeapi;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.credential.BearerToken;
import dev.latchkey.router.problem.ProblemDocuments;
import dev.latchkey.router.surface.Dialect;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;
import java.util.stream.Stream;

/** Latchkey's own API. Its contract stands in {@code openapi/native/}. */
public final class NativeSurface {

  private static final List<String> DOCUMENTS =
      Stream.of(
              "components",
              "sessions",
              "me",
              "emails",
              "password",
              "logins",
              "organizations",
              "roles",
              "teams",
              "organization",
              "audit",
              "tokens",
              "mfa",
              "invitations",
              "preferences",
              "onboarding",
              "push",
              "users")
          .map(name -> "openapi/native/" + name + ".yaml")
          .toList();

  private NativeSurface() {}

  /**
   * Reads the contract; blocks for a hundred milliseconds.
   *
   * @throws dev.latchkey.router.contract.BadContract when it can't be served as it is written
   */
  public static Contract contract() {
    return Contract.load("native", DOCUMENTS, name -> Permission.named(name).isPresent());
  }

  /**
   * The surface of this contract.
   *
   * @throws IllegalStateException as {@link Surface}
   */
  public static Surface of(Contract contract, Bus bus) {
    return new Surface(
        contract, new Dialect(new BearerToken(), ProblemDocuments.FORM), operations(bus), bus);
  }

  static List<SurfaceOperation> operations(Bus bus) {
    return Stream.of(
            SessionOperations.of(bus),
            MeOperations.of(bus),
            EmailOperations.of(bus),
            SecurityOperations.of(bus),
            RoleOperations.of(bus),
            TeamOperations.of(bus),
            TeamMemberOperations.of(bus),
            OrganizationOperations.of(bus),
            AuditOperations.of(bus),
            TokenOperations.of(bus),
            FactorOperations.of(bus),
            PasskeyOperations.of(bus),
            InvitationOperations.of(bus),
            PreferenceOperations.of(bus),
            OnboardingOperations.of(bus),
            PushTokenOperations.of(bus),
            UserOperations.of(bus),
            UserPasswordOperations.of(bus))
        .flatMap(List::stream)
        .toList();
  }
}
