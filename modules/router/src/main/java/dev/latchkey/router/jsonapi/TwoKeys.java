package dev.latchkey.router.jsonapi;

import dev.latchkey.router.credential.BearerToken;
import dev.latchkey.router.credential.Credential;
import dev.latchkey.router.credential.Credentials;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key, which is a token of the organisation, and an application key, which is a token of a
 * person in it; or the Authorization header instead. A client that has everything configured sends
 * all three: then the keys count, and they alone. Half of the pair is nothing.
 */
final class TwoKeys implements Credentials {

  static final String API_KEY = "DD-API-KEY";
  static final String APPLICATION_KEY = "DD-APPLICATION-KEY";

  private static final Pattern ORGANIZATION = Pattern.compile("tot_[A-Za-z0-9_-]{1,512}");
  private static final Pattern PERSON = Pattern.compile("tpt_[A-Za-z0-9_-]{1,512}");

  private final BearerToken bearer = new BearerToken();

  @Override
  public boolean areSent(HttpServerRequest request) {
    return isKeySent(request) || bearer.areSent(request);
  }

  @Override
  public Optional<Credential> read(HttpServerRequest request) {
    return isKeySent(request)
        ? key(request, APPLICATION_KEY, PERSON)
            .flatMap(
                person ->
                    key(request, API_KEY, ORGANIZATION)
                        .map(organization -> new Credential(person, organization)))
        : bearer.read(request).filter(sent -> !ORGANIZATION.matcher(sent.token()).matches());
  }

  private static boolean isKeySent(HttpServerRequest request) {
    return request.headers().contains(API_KEY) || request.headers().contains(APPLICATION_KEY);
  }

  private static Optional<String> key(HttpServerRequest request, String header, Pattern shape) {
    List<String> sent = request.headers().getAll(header);
    return sent.size() == 1
        ? Optional.of(sent.get(0)).filter(key -> shape.matcher(key).matches())
        : Optional.empty();
  }
}
