package io.voxward.wire.audiohook;

import io.voxward.access.MessageMac;
import io.voxward.access.SignaturesConfig;
import io.voxward.common.FailureException;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceKind;
import io.voxward.instance.Instances;
import io.voxward.instance.PlatformSecret;
import io.voxward.wire.audiohook.BadHandshake.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signed handshake of AudioHook: that it is of now, comes for the first time, covers
 * what it must, and was signed with the client secret of the linked organization.
 */
@ApplicationScoped
public class Handshakes {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final Instances instances;
  private final Clock clock;
  private final Duration oldest;
  private final Duration skew;
  private final FailureLimit failures;
  private final @Nullable PublicAddress publicAddress;

  /** Where clients reach us through a proxy. */
  private record PublicAddress(String authority, String path) {
    static PublicAddress of(URI url) {
      String host = url.getHost();
      if (host == null) {
        throw new IllegalArgumentException(
            "voxward.signatures.public-url (VOXWARD_PUBLIC_URL) must be a URL like"
                + " https://voice.example.com");
      }
      int own = "https".equals(url.getScheme()) ? HTTPS : HTTP;
      String authority =
          url.getPort() < 0 || url.getPort() == own ? host : host + ":" + url.getPort();
      String path = url.getRawPath() == null ? "" : url.getRawPath();
      return new PublicAddress(
          authority.toLowerCase(Locale.ROOT),
          path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
  }

  /** Checks against the linked {@code instances}. */
  public Handshakes(
      Instances instances, AudioHookConfig config, SignaturesConfig signatures, Clock clock) {
    this.instances = instances;
    this.clock = clock;
    this.oldest = config.signatureAge();
    this.skew = config.clockSkew();
    this.failures = new FailureLimit(config.failuresPerMinute(), clock);
    this.publicAddress = signatures.publicUrl().map(PublicAddress::of).orElse(null);
  }

  /** The installation whose handshake this is. */
  Instance verify(Handshake handshake) throws BadHandshake {
    HandshakeSignature signature = HandshakeSignature.of(handshake);
    requireNow(signature);
    if (failures.isReached(signature.keyId())) {
      throw new BadHandshake(
          Fault.TOO_MANY_FAILURES, "too many wrong signatures of this API key in a minute");
    }
    try {
      Instance instance = proven(handshake, signature);
      requireFirstUse(instance, signature);
      return instance;
    } catch (BadHandshake e) {
      failures.failed(signature.keyId());
      throw e;
    }
  }

  private void requireNow(HandshakeSignature signature) throws BadHandshake {
    Instant now = clock.instant();
    if (signature.created().isBefore(now.minus(oldest))
        || signature.created().isAfter(now.plus(skew))
        || !signature.expires().isAfter(now)) {
      throw new BadHandshake(
          Fault.OUT_OF_TIME,
          "the signature is older than "
              + oldest
              + ", expired, or of the future: check the clocks");
    }
  }

  private Instance proven(Handshake handshake, HandshakeSignature signature) throws BadHandshake {
    Instance instance = known(signature.keyId());
    if (!instance.externalId().equalsIgnoreCase(handshake.require(Handshake.ORGANIZATION))) {
      throw new BadHandshake(
          Fault.WRONG_ORGANIZATION, "the API key was made for another organization");
    }
    byte[] secret = secret(instance);
    try {
      if (!isSigned(handshake, signature, secret)) {
        throw new BadHandshake(
            Fault.WRONG_SIGNATURE, "the signature was not made with the client secret of this key");
      }
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    return instance;
  }

  private Instance known(String apiKey) throws BadHandshake {
    Optional<Instance> found;
    try {
      found = instances.byToken(apiKey);
    } catch (FailureException e) {
      throw new BadHandshake(Fault.DOMAIN_NOT_ACTIVE, e.failure().message());
    }
    return found
        .filter(instance -> instance.kind() == InstanceKind.GENESYS)
        .orElseThrow(() ->
            new BadHandshake(
                Fault.UNKNOWN_KEY,
                "no installation of kind genesys has this API key: link it with POST"
                    + " /api/v1/instances"));
  }

  private byte[] secret(Instance instance) throws BadHandshake {
    PlatformSecret secret =
        instances
            .secret(instance)
            .orElseThrow(
                () -> new BadHandshake(Fault.INTERNAL, "the installation has no client secret"));
    return Base64.getDecoder().decode(new String(secret.bytes(), StandardCharsets.US_ASCII));
  }

  /** As it came, or as it was before a proxy. */
  private boolean isSigned(Handshake handshake, HandshakeSignature signature, byte[] secret)
      throws BadHandshake {
    PublicAddress outside = publicAddress;
    return matches(handshake, signature, secret)
        || (outside != null
            && matches(handshake.at(outside.authority(), outside.path()), signature, secret));
  }

  static boolean matches(Handshake handshake, HandshakeSignature signature, byte[] secret)
      throws BadHandshake {
    return MessageMac.HMAC_SHA256.matches(secret, signature.base(handshake), signature.signature());
  }

  /** A nonce is remembered as long as its signature could be accepted again. */
  private void requireFirstUse(Instance instance, HandshakeSignature signature)
      throws BadHandshake {
    Instant until = signature.created().plus(oldest).plus(skew);
    if (!instances.useNonce(instance, signature.nonce(), until)) {
      throw new BadHandshake(Fault.REPLAYED, "the handshake came before: sign every one anew");
    }
  }
}
