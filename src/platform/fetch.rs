//! Carrying out the core's HTTP requests. What an answer means is decided in
//! [`passamano_core::endpoint`]; nothing here is kept or logged.

use js_sys::{Array, Promise, Uint8Array};
use passamano_core::endpoint::{Answer, Failure, HttpRequest, HttpResponse};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect, Response,
};

use super::{net, timer, window};

/// The browser hides where a redirect leads and which one it is.
const SOME_REDIRECT: u16 = 302;

/// Ends a request early.
pub struct Abort(Option<AbortController>);

impl Abort {
    /// Ends the request: its answer is [`Failure::Network`].
    pub fn abort(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Sends a request and awaits the answer.
pub async fn send(request: &HttpRequest) -> Answer {
    start(request).1.await
}

/// Sends a request, and gives the means to end it early beside the answer.
pub fn start(request: &HttpRequest) -> (Abort, impl Future<Output = Answer> + use<>) {
    let controller = AbortController::new().ok();
    let abort = Abort(controller.clone());
    let sent = controller.as_ref().and_then(|controller| promise(request, controller));
    let timeout_ms = request.timeout_ms;
    let answer = async move {
        let (Some(sent), Some(controller)) = (sent, controller) else {
            return Err(Failure::Network);
        };
        // One timer over head and body: a stalled body is as late as no answer.
        let in_time = Array::of2(&whole(sent), &timer::after(timeout_ms));
        let answer = match JsFuture::from(Promise::race(&in_time)).await {
            Ok(answer) if answer.is_undefined() => Err(Failure::Timeout),
            Ok(answer) => read(&answer).ok_or(Failure::Network),
            Err(_) if net::online() => Err(Failure::Network),
            Err(_) => Err(Failure::Offline),
        };
        controller.abort();
        answer
    };
    (abort, answer)
}

fn promise(request: &HttpRequest, controller: &AbortController) -> Option<Promise> {
    let headers = Headers::new().ok()?;
    for (name, value) in &request.headers {
        headers.append(name, value).ok()?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_headers(&headers);
    if let Some(body) = &request.body {
        init.set_body(&Uint8Array::from(body.as_slice()));
    }
    init.set_signal(Some(&controller.signal()));
    init.set_redirect(RequestRedirect::Manual);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    Some(window()?.fetch_with_str_and_init(&request.url, &init))
}

/// The response and its body, as a pair.
fn whole(sent: Promise) -> Promise {
    wasm_bindgen_futures::future_to_promise(async move {
        let response: Response = JsFuture::from(sent).await?.dyn_into()?;
        let body = JsFuture::from(response.array_buffer()?).await?;
        Ok(Array::of2(&response, &body).into())
    })
}

fn read(pair: &JsValue) -> Option<HttpResponse> {
    let pair = Array::from(pair);
    let response: Response = pair.get(0).dyn_into().ok()?;
    let is_redirect = response.type_() == web_sys::ResponseType::Opaqueredirect;
    let headers = response.headers().entries().into_iter().filter_map(|entry| {
        let entry = Array::from(&entry.ok()?);
        Some((entry.get(0).as_string()?.to_lowercase(), entry.get(1).as_string()?))
    });
    let url = response.url();
    Some(HttpResponse {
        status: if is_redirect { SOME_REDIRECT } else { response.status() },
        headers: headers.collect(),
        body: Uint8Array::new(&pair.get(1)).to_vec(),
        url: (!url.is_empty()).then_some(url),
    })
}
