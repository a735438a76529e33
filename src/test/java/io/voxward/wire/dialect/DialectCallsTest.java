package io.voxward.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.AccessKeys;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.evaluation.CallProgress;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceDraft;
import io.voxward.instance.InstanceKind;
import io.voxward.instance.Instances;
import io.voxward.instance.IssuedInstance;
import io.voxward.profile.Profile;
import io.voxward.profile.ProfileName;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuning;
import io.voxward.session.CallFormat;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionRef;
import io.voxward.session.Sessions;
import io.voxward.session.StreamEnd;
import io.voxward.wire.stream.Line;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DialectCallsTest {
  private static final TenantId TENANT = new TenantId("dialect-calls-test");
  private static final TenantId OTHER = new TenantId("dialect-calls-other");
  private static final CallFormat FORMAT =
      new CallFormat(Encoding.PCMU, SampleRate.TELEPHONE, 1, 0);

  private final DialectCalls calls;
  private final Instances instances;
  private final Sessions sessions;
  private final AccessKeys accessKeys;
  private final Tenants tenants;
  private final Profiles profiles;
  private final MeterRegistry meters;
  private DomainId domain = DomainId.random();
  private DomainId otherDomain = DomainId.random();

  @Inject
  DialectCallsTest(
      DialectCalls calls,
      Instances instances,
      Sessions sessions,
      AccessKeys accessKeys,
      Tenants tenants,
      Profiles profiles,
      MeterRegistry meters) {
    this.calls = calls;
    this.instances = instances;
    this.sessions = sessions;
    this.accessKeys = accessKeys;
    this.tenants = tenants;
    this.profiles = profiles;
    this.meters = meters;
  }

  /** Remembers what it is told. */
  private static final class Ear implements CallListener {
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    @Override
    public void news(SessionNews news) {
      told.add(news);
    }

    @Override
    public void stopped(StreamEnd why) {
      told.add(why);
    }

    @Nullable Object next() throws InterruptedException {
      return told.poll(30, TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void makeDomains() {
    domain = makeDomain(TENANT);
    otherDomain = makeDomain(OTHER);
  }

  private DomainId makeDomain(TenantId tenant) {
    tenants.ensure(tenant);
    Line line =
        new Line(
            Line.testAddress(),
            accessKeys.create(tenant, "line", Set.of(Role.ADMIN), new DomainScope.All()).token());
    return new DomainId(
        line.call("POST", "/domains", Line.object().put("name", "bank")).text("/domainId"));
  }

  private IssuedInstance link(
      TenantId tenant, InstanceKind kind, String id, DomainId into, @Nullable String authToken) {
    return instances.link(tenant, new InstanceDraft(kind, id, into, null, authToken));
  }

  private Instance jambonz() {
    return link(TENANT, InstanceKind.JAMBONZ, UUID.randomUUID().toString(), domain, null)
        .instance();
  }

  private static CallParameters named(String name) {
    return CallParameters.of(Map.of("speakerId", "customer-1"), name);
  }

  private static CallRefusal refusal(CallOpening opening) {
    return ((CallOpening.Refused) opening).why();
  }

  private static DialectCall call(CallOpening opening) {
    return ((CallOpening.Opened) opening).call();
  }

  private double counted(String name, String... tags) {
    return meters.counter(name, tags).count();
  }

  @Test
  void a_call_that_names_a_profile_is_tuned_by_it_and_a_reconnect_changes_nothing() {
    // Given
    ProfileName name = new ProfileName("line");
    Tuning strict = new Tuning(96, null, null, null, null, null);
    Profile first = profiles.create(TENANT, domain, name, strict);
    Instance jambonz = jambonz();
    CallParameters parameters =
        CallParameters.of(Map.of("tuningProfile", "line"), UUID.randomUUID().toString());

    // When
    DialectCall call = call(calls.open(Dialect.JAMBONZ, jambonz, parameters, FORMAT, new Ear()));
    profiles.revise(TENANT, domain, name, new Tuning(97, null, null, null, null, null));
    call.closed(StreamEnd.DONE);
    call.leave();
    DialectCall again = call(calls.open(Dialect.JAMBONZ, jambonz, parameters, FORMAT, new Ear()));

    again.closed(StreamEnd.DONE);
    again.leave();

    // Then
    assertThat(again.session().tuning().profile()).isEqualTo(first.ref());
    assertThat(again.session().tuning().acceptanceThreshold(again.session().settings()))
        .isEqualTo(96);
  }

  @Test
  void a_call_that_names_a_profile_which_is_not_there_is_refused() {
    CallParameters parameters =
        CallParameters.of(Map.of("tuningProfile", "nobody"), UUID.randomUUID().toString());

    CallOpening opening = calls.open(Dialect.JAMBONZ, jambonz(), parameters, FORMAT, new Ear());

    assertThat(refusal(opening))
        .isEqualTo(new CallRefusal(CallRefusal.Reason.NOT_FOUND, "profile not found"));
  }

  @Test
  void a_token_leads_to_its_installation_and_to_none_of_another_kind() {
    IssuedInstance linked = link(TENANT, InstanceKind.VONAGE, "vonage-1", domain, null);

    assertThat(calls.byToken(Dialect.VONAGE, linked.token(), InstanceKind.VONAGE))
        .isEqualTo(new Link.Linked(linked.instance()));
    for (String token : new String[] {linked.token(), "vxp_nobody", "", null}) {
      assertThat(calls.byToken(Dialect.JAMBONZ, token, InstanceKind.JAMBONZ))
          .isInstanceOfSatisfying(
              Link.Refused.class,
              refused ->
                  assertThat(refused.why().reason()).isEqualTo(CallRefusal.Reason.NOT_LINKED));
    }
  }

  @Test
  void of_tenants_with_the_same_account_the_one_whose_secret_signed_is_meant() {
    String account = "AC" + UUID.randomUUID().toString().replace("-", "");
    link(OTHER, InstanceKind.TWILIO, account, otherDomain, "theirs");
    Instance ours = link(TENANT, InstanceKind.TWILIO, account, domain, "ours").instance();

    Link found =
        calls.bySecret(
            Dialect.TWILIO,
            InstanceKind.TWILIO,
            account,
            secret -> new String(secret.bytes(), StandardCharsets.UTF_8).equals("ours"));
    Link unproven = calls.bySecret(Dialect.TWILIO, InstanceKind.TWILIO, account, secret -> false);
    Link unknown = calls.bySecret(Dialect.TWILIO, InstanceKind.TWILIO, "AC-nobody", secret -> true);

    assertThat(found)
        .isInstanceOfSatisfying(
            Link.Linked.class, linked -> assertThat(linked.instance().id()).isEqualTo(ours.id()));
    assertThat(((Link.Refused) unproven).why().reason()).isEqualTo(CallRefusal.Reason.NOT_PROVEN);
    assertThat(((Link.Refused) unknown).why().reason()).isEqualTo(CallRefusal.Reason.NOT_LINKED);
  }

  @Test
  void a_call_makes_its_session_and_a_reconnect_goes_on_in_it() {
    Instance instance = jambonz();
    String name = UUID.randomUUID().toString();
    double ended = counted("voxward.dialect.ended", "dialect", "jambonz", "reason", "DONE");

    DialectCall first = call(calls.open(Dialect.JAMBONZ, instance, named(name), FORMAT, new Ear()));
    CallOpening beside = calls.open(Dialect.JAMBONZ, instance, named(name), FORMAT, new Ear());
    first.closed(StreamEnd.DONE);
    first.leave();
    DialectCall second =
        call(calls.open(Dialect.JAMBONZ, instance, named(name), FORMAT, new Ear()));
    second.closed(StreamEnd.DONE);
    second.leave();

    assertThat(refusal(beside).reason()).isEqualTo(CallRefusal.Reason.ANOTHER_ACTIVE_STREAM);
    assertThat(second.session()).isSameAs(first.session());
    assertThat(second.session().domain()).isEqualTo(domain);
    assertThat(counted("voxward.dialect.ended", "dialect", "jambonz", "reason", "DONE"))
        .isEqualTo(ended + 2);
  }

  @Test
  void a_call_in_another_form_than_its_session_is_refused_and_both_forms_are_named() {
    Instance instance = jambonz();
    String name = UUID.randomUUID().toString();
    DialectCall call = call(calls.open(Dialect.JAMBONZ, instance, named(name), FORMAT, new Ear()));
    call.closed(StreamEnd.DONE);
    call.leave();

    CallOpening other =
        calls.open(
            Dialect.JAMBONZ,
            instance,
            named(name),
            new CallFormat(Encoding.PCMA, SampleRate.WIDEBAND, 2, 1),
            new Ear());

    assertThat(refusal(other).reason()).isEqualTo(CallRefusal.Reason.BAD_PARAMETER);
    assertThat(refusal(other).message()).contains("PCMU", "8000 Hz", "PCMA", "16000 Hz");
  }

  @Test
  void a_call_with_a_parameter_that_names_nothing_is_refused_and_leaves_no_session() {
    Instance instance = jambonz();
    String name = UUID.randomUUID().toString();

    CallOpening opening =
        calls.open(
            Dialect.JAMBONZ,
            instance,
            CallParameters.of(Map.of("watchlistId", "0123456789012345678901"), name),
            FORMAT,
            new Ear());

    assertThat(refusal(opening).reason()).isEqualTo(CallRefusal.Reason.NOT_FOUND);
    assertThat(sessions.held(TENANT, domain, SessionRef.parse(name))).isEmpty();
  }

  @Test
  void the_listener_hears_nothing_before_it_listens_and_then_what_it_missed()
      throws InterruptedException {
    Ear ear = new Ear();
    DialectCall call =
        call(
            calls.open(
                Dialect.JAMBONZ, jambonz(), named(UUID.randomUUID().toString()), FORMAT, ear));
    call.stop(StreamEnd.BAD_MESSAGE);
    boolean silent = ear.told.isEmpty();

    call.listen();

    assertThat(silent).isTrue();
    List<Object> told = new ArrayList<>();
    while (!told.contains(StreamEnd.BAD_MESSAGE)
        || told.stream().noneMatch(CallProgress.class::isInstance)) {
      Object next = ear.next();
      assertThat(next).as("what is told after %s", told).isNotNull();
      told.add(next);
    }
    assertThat(told).containsOnlyOnce(StreamEnd.BAD_MESSAGE);
    call.leave();
  }

  @Test
  void what_comes_in_a_pause_is_dropped_and_counted() {
    DialectCall call =
        call(
            calls.open(
                Dialect.JAMBONZ,
                jambonz(),
                named(UUID.randomUUID().toString()),
                FORMAT,
                new Ear()));
    double dropped = counted("voxward.dialect.paused.bytes", "dialect", "jambonz");
    double bytes = counted("voxward.dialect.bytes", "dialect", "jambonz");

    call.hear(ByteBuffer.allocate(160));
    call.pause();
    call.hear(ByteBuffer.allocate(320));
    call.resume();
    call.hear(ByteBuffer.allocate(160));
    call.digit();

    assertThat(counted("voxward.dialect.paused.bytes", "dialect", "jambonz") - dropped)
        .isEqualTo(320);
    assertThat(counted("voxward.dialect.bytes", "dialect", "jambonz") - bytes).isEqualTo(640);
    call.closed(StreamEnd.DONE);
    call.leave();
  }

  @Test
  void a_session_made_elsewhere_is_joined_by_its_id() {
    Instance instance = jambonz();
    DialectCall made =
        call(
            calls.open(
                Dialect.JAMBONZ, instance, named(UUID.randomUUID().toString()), FORMAT, new Ear()));
    made.closed(StreamEnd.DONE);
    made.leave();
    LiveSession session = made.session();

    DialectCall joined =
        call(
            calls.join(
                Dialect.KINESIS,
                TENANT,
                domain,
                new SessionRef.Id(session.id()),
                FORMAT,
                new Ear()));
    CallOpening unknown =
        calls.join(Dialect.KINESIS, TENANT, domain, SessionRef.parse("nobody"), FORMAT, new Ear());

    assertThat(joined.session()).isSameAs(session);
    assertThat(refusal(unknown).reason()).isEqualTo(CallRefusal.Reason.NOT_FOUND);
    joined.closed(StreamEnd.DONE);
    joined.leave();
  }
}
