//! What is kept must stay, once, in order; whatever happens to the connection.

use passamano::storage::{Problem, Saved, Store};
use passamano_core::envelope;
use passamano_core::id::{MemberId, RecordId, SpaceId};
use passamano_core::keys::Keys;
use passamano_core::record::{Fact, Mark, Record};
use passamano_core::seal;
use passamano_core::sync::Delivery;
use passamano_core::time::Moment;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{IdbFactory, IdbOpenDbRequest};

const HUB: &str = "hub A";
const HOOK: &str = "webhook B";

fn record(n: u64) -> (Record, String) {
    let mut chance = [0; 10];
    chance[2..].copy_from_slice(&n.to_be_bytes());
    let record = Record {
        id: RecordId::new(1_795_822_200_000, chance),
        at: Moment { ms: 1_795_822_200_000, offset: 60 },
        by: MemberId([1; 8]),
        activity: None,
        pack: None,
        amends: None,
        reason: None,
        fact: Fact::Marked(Mark::Feedback),
    };
    (record, format!("label {n}"))
}

fn keys() -> Keys {
    let (_, desk) = seal::letterbox([9; 32]);
    Keys { team: [5; 32], desk, desk_secret: None }
}

fn sealed_by(device: u8, chance: u8, record: &Record, seq: u64) -> Vec<u8> {
    envelope::seal(record, SpaceId([2; 16]), seq, &[device; 32], &keys(), [chance; 32]).unwrap()
}

async fn commit(
    store: &Store,
    records: &[(Record, String)],
    to: &[&str],
) -> Result<Vec<Saved>, Problem> {
    let to: Vec<String> = to.iter().map(|key| (*key).to_owned()).collect();
    store.commit(records, &to, |record, seq| Ok(sealed_by(6, 4, record, seq))).await
}

fn receipt() -> Delivery {
    Delivery::Received { at_ms: 9, short: "A1B2".into() }
}

fn factory() -> IdbFactory {
    web_sys::window().unwrap().indexed_db().unwrap().unwrap()
}

/// Opens a database behind the store's back; `upgrade` may look at the request.
async fn open_raw(name: &str, version: u32, upgrade: fn(&IdbOpenDbRequest)) -> bool {
    let request = factory().open_with_u32(name, version).unwrap();
    let at = request.clone();
    let on_upgrade = Closure::<dyn FnMut()>::new(move || upgrade(&at));
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    let ended = js_sys::Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    });
    let event: web_sys::Event = JsFuture::from(ended).await.unwrap().unchecked_into();
    let opened = event.type_() == "success";
    if opened {
        request.result().unwrap().unchecked_into::<web_sys::IdbDatabase>().close();
    }
    opened
}

#[wasm_bindgen_test]
async fn a_commit_is_read_back_and_waits_for_its_endpoints() {
    let store = Store::open("test-commit").await.unwrap();
    let saved = commit(&store, &[record(1), record(2)], &[HUB, HOOK]).await.unwrap();
    assert_eq!(
        saved.iter().map(|saved| (saved.n, saved.seq)).collect::<Vec<_>>(),
        [(1, 1), (2, 2)]
    );
    assert_eq!(saved[1].digest, seal::digest(&saved[1].bytes));
    assert_eq!(envelope::check(&saved[1].bytes).unwrap().seq, 2);
    assert_eq!(store.envelope_of(saved[1].record).await.unwrap(), Some(saved[1].bytes.clone()));
    assert_eq!(store.envelope_of(RecordId([0; 16])).await.unwrap(), None);
    assert_eq!(store.envelopes_after(1).await.unwrap(), [(2, saved[1].bytes.clone())]);
    assert_eq!((store.seq().await.unwrap(), store.last_arrival().await.unwrap()), (2, 2));
    let unsent = store.unsent().await.unwrap();
    assert_eq!((unsent[1].label.as_str(), unsent[1].kind.as_str()), ("label 2", "marked"));
    assert_eq!(unsent[0].to.get(HOOK), Some(&Delivery::Waiting));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_record_is_kept_once_however_often_it_is_committed() {
    let store = Store::open("test-once").await.unwrap();
    let first = commit(&store, &[record(1)], &[HUB]).await.unwrap();
    let both = commit(&store, &[record(1), record(2)], &[HUB]).await.unwrap();
    assert_eq!(both[0], first[0]);
    assert_eq!((both[1].seq, store.everything().await.unwrap().len()), (2, 2));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_record_that_cannot_be_sealed_takes_nothing_with_it() {
    let store = Store::open("test-seal").await.unwrap();
    let records = [record(1), record(2)];
    let result = store
        .commit(&records, &[], |record, seq| match seq {
            1 => Ok(sealed_by(6, 4, record, seq)),
            _ => Err(envelope::Problem::TooLarge),
        })
        .await;
    assert_eq!(result, Err(Problem::Seal(envelope::Problem::TooLarge)));
    assert_eq!((store.seq().await.unwrap(), store.everything().await.unwrap().len()), (0, 0));
    assert!(store.unsent().await.unwrap().is_empty());
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn two_tabs_share_one_gapless_sequence() {
    let (here, there) =
        (Store::open("test-tabs").await.unwrap(), Store::open("test-tabs").await.unwrap());
    let handles = [&here, &there];
    let commits = (1..=300).map(|n| {
        let store = handles[n as usize % 2].clone();
        wasm_bindgen_futures::future_to_promise(async move {
            commit(&store, &[record(n)], &[HUB]).await.unwrap();
            Ok(JsValue::UNDEFINED)
        })
    });
    let all: js_sys::Array = commits.collect();
    JsFuture::from(js_sys::Promise::all(&all)).await.unwrap();
    let envelopes = here.envelopes_after(0).await.unwrap();
    let seqs: Vec<u64> =
        envelopes.iter().map(|(_, it)| envelope::header(it).unwrap().seq).collect();
    assert_eq!(seqs, (1..=300).collect::<Vec<_>>());
    assert_eq!(there.unsent().await.unwrap().len(), 300);
    drop(there);
    here.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn what_arrives_twice_is_kept_once_and_a_clash_keeps_both() {
    let store = Store::open("test-absorb").await.unwrap();
    let (one, two, three) = (record(1).0, record(2).0, record(3).0);
    let theirs = sealed_by(7, 1, &one, 1);
    let other = sealed_by(8, 2, &one, 1);
    let batch = vec![theirs.clone(), sealed_by(7, 1, &two, 2), theirs.clone(), b"garbage".to_vec()];
    let new = store.absorb(batch.clone(), Some((HUB, "41"))).await.unwrap();
    assert_eq!(new, [(1, theirs.clone()), (2, batch[1].clone())]);
    assert_eq!(store.cursor(HUB).await.unwrap().as_deref(), Some("41"));
    assert_eq!(store.cursor(HOOK).await.unwrap(), None);
    let later = vec![theirs.clone(), other.clone(), sealed_by(7, 1, &three, 3)];
    assert_eq!(store.absorb(later, Some((HUB, "44"))).await.unwrap().len(), 1);
    assert_eq!(store.envelope_of(one.id).await.unwrap(), Some(theirs));
    let mut aside: Vec<_> =
        store.aside().await.unwrap().into_iter().map(|it| (it.reason, it.bytes)).collect();
    aside.sort();
    assert_eq!(aside, [("clash".into(), other), ("not_an_envelope".into(), b"garbage".to_vec())]);
    assert_eq!((store.everything().await.unwrap().len(), store.seq().await.unwrap()), (3, 0));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_record_is_received_when_every_endpoint_says_so() {
    let store = Store::open("test-settle").await.unwrap();
    let saved = commit(&store, &[record(1), record(2)], &[HUB, HOOK]).await.unwrap();
    let (first, second) = (saved[0].record, saved[1].record);
    let refused = Delivery::Refused { at_ms: 9, reason: "too_large".into() };
    store.settle(HUB, &[(first, receipt()), (second, refused.clone())]).await.unwrap();
    assert_eq!((store.unsent().await.unwrap().len(), store.received(9).await.unwrap().0), (2, 0));
    assert_eq!(store.due(HUB).await.unwrap(), []);
    assert_eq!(store.due(HOOK).await.unwrap(), [first, second]);
    store.settle(HOOK, &[(first, receipt()), (second, receipt())]).await.unwrap();
    // A try that ended later than the receipt came takes nothing back.
    store.settle(HUB, &[(first, Delivery::Tried { at_ms: 10 })]).await.unwrap();
    let (count, received) = store.received(9).await.unwrap();
    assert_eq!((count, received[0].record), (1, first));
    let unsent = store.unsent().await.unwrap();
    assert_eq!((unsent.len(), unsent[0].to.get(HUB)), (1, Some(&refused)));
    let own = store.own_received(HOOK).await.unwrap();
    assert_eq!((own.count, own.highest, store.own_received(HUB).await.unwrap().highest), (2, 2, 1));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn what_an_endpoint_lost_goes_to_it_again() {
    let store = Store::open("test-requeue").await.unwrap();
    let records: Vec<_> = (1..=5).map(record).collect();
    let saved = commit(&store, &records, &[HUB]).await.unwrap();
    let all: Vec<_> = saved.iter().map(|saved| (saved.record, receipt())).collect();
    store.settle(HUB, &all).await.unwrap();
    let (count, newest) = store.received(2).await.unwrap();
    assert_eq!((count, newest.iter().map(|it| it.seq).collect::<Vec<_>>()), (5, vec![5, 4]));
    store.requeue(HUB, 3).await.unwrap();
    assert_eq!(store.due(HUB).await.unwrap(), [saved[3].record, saved[4].record]);
    assert_eq!(store.received(0).await.unwrap(), (3, vec![]));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_new_endpoint_gets_what_was_recorded_before_it() {
    let store = Store::open("test-address").await.unwrap();
    let saved = commit(&store, &[record(1)], &[]).await.unwrap();
    commit(&store, &[record(2)], &[HUB]).await.unwrap();
    assert_eq!(store.unsent().await.unwrap().len(), 2);
    store.settle(HUB, &[(record(2).0.id, receipt())]).await.unwrap();
    store.address(&[HUB.into(), HOOK.into()]).await.unwrap();
    assert_eq!(store.due(HUB).await.unwrap(), [saved[0].record]);
    assert_eq!(store.due(HOOK).await.unwrap().len(), 2);
    store.settle(HUB, &[(saved[0].record, receipt())]).await.unwrap();
    // The second endpoint is given up: nothing waits for it any more.
    store.address(&[HUB.into()]).await.unwrap();
    assert_eq!((store.unsent().await.unwrap().len(), store.received(0).await.unwrap().0), (0, 2));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn what_came_by_file_is_kept_and_goes_on_or_neither() {
    let store = Store::open("test-file").await.unwrap();
    let file = || vec![sealed_by(7, 1, &record(3).0, 1)];
    // The phone keeps one more transaction, and then it stops.
    script(
        "const begin = IDBDatabase.prototype.transaction;
         let kept = 0;
         IDBDatabase.prototype.transaction = function (...asked) {
             if (asked[1] === 'readwrite' && kept++) throw new DOMException('', 'QuotaExceededError');
             return begin.apply(this, asked);
         };
         self.goOn = () => IDBDatabase.prototype.transaction = begin;",
    );
    let first = store.absorb_and_hand_on(file(), &[HUB.into()]).await;
    script("self.goOn();");
    assert_eq!(first.map(|arrived| arrived.len()), Ok(1));
    assert_eq!(store.due(HUB).await.unwrap(), [record(3).0.id]);
    assert_eq!(store.own_received(HUB).await.unwrap().count, 0);
    // The same file again brings nothing new, and asks for nothing twice.
    assert_eq!(store.absorb_and_hand_on(file(), &[HUB.into()]).await, Ok(vec![]));
    assert_eq!(store.due(HUB).await.unwrap().len(), 1);
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_opened_again() {
    let store = Store::open("test-lost").await.unwrap();
    commit(&store, &[record(1)], &[HUB]).await.unwrap();
    // Another tab with a newer version wants to upgrade, which closes ours, and then does not.
    let upgraded =
        open_raw("test-lost", 2, |request| request.transaction().unwrap().abort().unwrap()).await;
    assert!(!upgraded);
    let saved = commit(&store, &[record(2)], &[HUB]).await.unwrap();
    assert_eq!((saved[0].seq, store.everything().await.unwrap().len()), (2, 2));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_not_made_again_behind_the_persons_back() {
    let store = Store::open("test-wiped").await.unwrap();
    commit(&store, &[record(1)], &[HUB]).await.unwrap();
    Store::open("test-wiped").await.unwrap().destroy().await.unwrap();
    assert_eq!(commit(&store, &[record(2)], &[HUB]).await, Err(Problem::Wiped));
    assert_eq!(store.everything().await, Err(Problem::Wiped));
    let anew = Store::open("test-wiped").await.unwrap();
    assert_eq!(anew.seq().await, Ok(0));
    assert_eq!(store.seq().await, Ok(0));
    anew.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn an_older_app_leaves_a_newer_database_alone() {
    assert!(open_raw("test-newer", 99, |_| {}).await);
    assert_eq!(Store::open("test-newer").await.err(), Some(Problem::NewerVersion));
    factory().delete_database("test-newer").unwrap();
}

#[wasm_bindgen_test]
async fn keys_drafts_and_the_snapshot_come_back() {
    let store = Store::open("test-small").await.unwrap();
    assert_eq!(store.key::<Vec<u8>>("identity").await.unwrap(), None);
    store.set_key("identity", &vec![1, 2]).await.unwrap();
    store.set_key("identity", &vec![3]).await.unwrap();
    assert_eq!(store.key::<Vec<u8>>("identity").await.unwrap(), Some(vec![3]));
    assert!(store.key::<String>("identity").await.is_err());
    store.set_draft("feedback", b"sealed").await.unwrap();
    assert_eq!(store.draft("feedback").await.unwrap().as_deref(), Some(b"sealed".as_slice()));
    store.drop_draft("feedback").await.unwrap();
    assert_eq!(store.draft("feedback").await.unwrap(), None);
    assert_eq!(store.snapshot().await.unwrap(), None);
    store.set_snapshot(&[7; 100_000]).await.unwrap();
    assert_eq!(store.snapshot().await.unwrap().map(|bytes| bytes.len()), Some(100_000));
    store.set_aside(b"x", "other_space", 5).await.unwrap();
    assert_eq!(store.aside().await.unwrap()[0].at_ms, 5);
    store.destroy().await.unwrap();
}

/// Runs `code` in place of the next `IDBDatabase.transaction` with its arguments as `asked`.
fn at_next_transaction(code: &str) {
    let patch = format!(
        "const old = IDBDatabase.prototype.transaction;
         IDBDatabase.prototype.transaction = function (...asked) {{
             IDBDatabase.prototype.transaction = old;
             {code}
             return old.apply(this, asked);
         }};"
    );
    js_sys::Function::new_no_args(&patch).call0(&JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn a_save_asks_for_the_disk_and_bears_one_dead_connection() {
    let store = Store::open("test-dead").await.unwrap();
    at_next_transaction("self.asked = asked[2].durability;");
    commit(&store, &[record(1)], &[HUB]).await.unwrap();
    let asked = js_sys::Reflect::get(&js_sys::global(), &"asked".into()).unwrap();
    assert_eq!(asked.as_string().as_deref(), Some("strict"));
    for name in ["InvalidStateError", "UnknownError"] {
        at_next_transaction(&format!("throw new DOMException('', '{name}');"));
        commit(&store, &[record(1), record(2)], &[HUB]).await.unwrap();
    }
    at_next_transaction("throw new DOMException('', 'QuotaExceededError');");
    assert_eq!(commit(&store, &[record(3)], &[HUB]).await, Err(Problem::Full));
    at_next_transaction(
        "const tx = old.apply(this, asked); setTimeout(() => tx.abort()); return tx;",
    );
    let many: Vec<_> = (10..400).map(record).collect();
    let aborted = commit(&store, &many, &[HUB]).await.unwrap();
    assert_eq!(aborted.last().map(|saved| saved.seq), Some(392));
    store.destroy().await.unwrap();
}

/// Another page that holds the envelopes of this database until `self.held` is false.
async fn hold(name: &str) {
    let hold = js_sys::Function::new_with_args(
        "name",
        "self.held = true;
         return new Promise(holds => {
             const opening = indexedDB.open(name);
             opening.onsuccess = () => {
                 const tx = opening.result.transaction('envelopes', 'readwrite');
                 tx.oncomplete = () => opening.result.close();
                 const again = () => {
                     if (self.held) tx.objectStore('envelopes').count().onsuccess = again;
                     holds();
                 };
                 again();
             };
         });",
    );
    let holds = hold.call1(&JsValue::NULL, &name.into()).unwrap();
    JsFuture::from(holds.unchecked_into::<js_sys::Promise>()).await.unwrap();
}

fn script(code: &str) {
    js_sys::Function::new_no_args(code).call0(&JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn a_database_that_does_not_answer_is_not_waited_for_without_end() {
    let store = Store::open("test-held").await.unwrap();
    commit(&store, &[record(1)], &[HUB]).await.unwrap();
    // Ten seconds pass in a tenth of one.
    script(
        "const wait = self.setTimeout;
         self.setTimeout = (act, ms, ...rest) => wait(act, ms === 10000 ? 100 : ms, ...rest);
         self.patient = () => self.setTimeout = wait;",
    );
    hold("test-held").await;
    assert_eq!(commit(&store, &[record(2)], &[HUB]).await, Err(Problem::Timeout));
    assert_eq!(store.everything().await, Err(Problem::Timeout));
    script("self.held = false; self.patient();");
    let saved = commit(&store, &[record(3)], &[HUB]).await.unwrap();
    assert_eq!((saved[0].seq, store.everything().await.unwrap().len()), (2, 2));
    store.destroy().await.unwrap();
}

#[wasm_bindgen_test]
async fn an_identity_is_kept_with_its_first_records_or_not_at_all() {
    let store = Store::open("test-first").await.unwrap();
    let key = ("identity", &"me");
    let full = |_: &Record, _| Err(envelope::Problem::TooLarge);
    let refused = store.commit_first(key, &[], &[record(1)], &[], full).await;
    assert_eq!(refused, Err(Problem::Seal(envelope::Problem::TooLarge)));
    assert_eq!(store.key::<String>("identity").await, Ok(None));
    let seal = |record: &Record, seq| Ok(sealed_by(6, 4, record, seq));
    let saved = store.commit_first(key, &[], &[record(1)], &[], seal).await.unwrap();
    assert_eq!((saved[0].seq, store.everything().await.unwrap().len()), (1, 1));
    assert_eq!(store.key::<String>("identity").await, Ok(Some("me".into())));
    store.destroy().await.unwrap();
}
