//! What only Chromium's own interface can do to a page: make network and processor as slow as
//! a cheap phone's, and run a script before the page's own. What is measured is in the benches.

use serde_json::json;
use thirtyfour::WebDriver;

use crate::Failure;

/// Makes the browser a cheap phone on a weak link: Slow 4G, that is 1.6 Mbit/s down, 750 kbit/s
/// up, 150 ms there and back, and a processor four times slower than this machine's. The service
/// worker is a target of its own and stays fast.
pub async fn slow_phone(browser: &WebDriver) -> Result<(), Failure> {
    let bytes_per_second = |kilobits: u32| kilobits * 1000 / 8;
    let network = json!({
        "offline": false,
        "latency": 150,
        "downloadThroughput": bytes_per_second(1_600),
        "uploadThroughput": bytes_per_second(750),
    });
    let cdp = browser.cdp();
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.emulateNetworkConditions", network).await?;
    slow_processor(browser).await
}

/// Makes the processor alone four times slower.
pub async fn slow_processor(browser: &WebDriver) -> Result<(), Failure> {
    let slow = json!({ "rate": 4 });
    browser.cdp().send_raw("Emulation.setCPUThrottlingRate", slow).await?;
    Ok(())
}

/// Runs a script in each page that is opened from now on, before the page's own scripts.
pub async fn before_each_page(browser: &WebDriver, script: &str) -> Result<(), Failure> {
    let source = json!({ "source": script });
    browser.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
    Ok(())
}
