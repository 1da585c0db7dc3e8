//! Small things by name: keys, the snapshot of the projection, drafts.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

use super::request::{Access, ask, bytes, stored};
use super::schema::{DRAFTS, KEYS, META};
use super::{Problem, Store};

const SNAPSHOT: &str = "snapshot";

impl Store {
    /// A key or identity.
    pub async fn key<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Problem> {
        match self.get(KEYS, name).await?.as_string() {
            Some(text) => serde_json::from_str(&text)
                .map(Some)
                .map_err(|_| Problem::Other("the stored key cannot be read".into())),
            None => Ok(None),
        }
    }

    /// Keeps a key or identity, on the disk and read back.
    pub async fn set_key<T: Serialize>(&self, name: &str, value: &T) -> Result<(), Problem> {
        let text = written(value)?;
        self.put(KEYS, name, &text.as_str().into(), Access::Strict).await?;
        match self.get(KEYS, name).await?.as_string() {
            Some(found) if found == text => Ok(()),
            _ => Err(Problem::NotReadBack),
        }
    }

    /// The latest snapshot of what the records mean together.
    pub async fn snapshot(&self) -> Result<Option<Vec<u8>>, Problem> {
        Ok(bytes(&self.get(META, SNAPSHOT).await?))
    }

    /// Keeps a snapshot. It can be made again from the records.
    pub async fn set_snapshot(&self, bytes: &[u8]) -> Result<(), Problem> {
        self.put(META, SNAPSHOT, &stored(bytes), Access::Write).await
    }

    /// What a person has typed and not saved yet, as the caller sealed it.
    pub async fn draft(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        Ok(bytes(&self.get(DRAFTS, name).await?))
    }

    /// Keeps a sealed draft.
    pub async fn set_draft(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        self.put(DRAFTS, name, &stored(bytes), Access::Write).await
    }

    /// Forgets a draft.
    pub async fn drop_draft(&self, name: &str) -> Result<(), Problem> {
        self.run(&[DRAFTS], Access::Write, async |tx| {
            tx.store(DRAFTS)?.delete(&name.into())?;
            Ok(())
        })
        .await
    }

    async fn get(&self, store: &str, name: &str) -> Result<JsValue, Problem> {
        self.run(&[store], Access::Read, async |tx| {
            ask(tx.store(store)?.get(&name.into()))?.value().await
        })
        .await
    }

    async fn put(
        &self,
        store: &str,
        name: &str,
        value: &JsValue,
        access: Access,
    ) -> Result<(), Problem> {
        self.run(&[store], access, async |tx| {
            tx.store(store)?.put_with_key(value, &name.into())?;
            Ok(())
        })
        .await
    }
}

/// A key or identity as it is stored.
pub(super) fn written<T: Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|_| Problem::Other("the key cannot be written".into()))
}
