package dev.latchkey.accounts.me;

import dev.latchkey.accounts.onboarding.Onboarding;
import dev.latchkey.accounts.preference.PersonalPreferences;
import dev.latchkey.api.accounts.AccountView;
import dev.latchkey.api.accounts.DescribeAccount;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.DescribePreferences;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.Optional;

/** All that is kept of a person, read at once: four statements that don't wait for each other. */
public record OwnAccount(
    Database database, Profile profile, PersonalPreferences preferences, Onboarding onboarding) {

  /** Answers {@link DescribeAccount}. */
  public Future<AccountView> describe(DescribeAccount request) {
    Future<Me> me = profile.describe(new DescribeMe(request.caller()));
    Future<Preferences> likes = preferences.describe(new DescribePreferences(request.caller()));
    Future<OnboardingView> skipped = onboarding.describe(new DescribeOnboarding(request.caller()));
    Future<Optional<MeStore.Credentials>> credentials =
        MeStore.credentials(database, request.caller().person());
    return Future.all(me, likes, skipped, credentials)
        .map(
            all ->
                view(
                    me.result(),
                    likes.result(),
                    skipped.result(),
                    credentials.result().orElseThrow(Failure.UNAUTHENTICATED::refusal)));
  }

  private static AccountView view(
      Me me, Preferences likes, OnboardingView skipped, MeStore.Credentials credentials) {
    return new AccountView(
        me, likes, skipped, credentials.pendingEmail(), credentials.hasPassword());
  }
}
