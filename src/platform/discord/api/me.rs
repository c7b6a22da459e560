//! Who the bot is to Discord.

use serde::Deserialize;
use serenity::{
    http::Route,
    model::id::{ApplicationId, UserId},
};
use tokio::sync::OnceCell;

use super::rest::{Failed, Rest};

/// Asked once, by whoever needs it first.
#[derive(Debug, Default)]
pub struct Me {
    user: OnceCell<UserId>,
    application: OnceCell<ApplicationId>,
}

#[derive(Deserialize)]
struct User {
    id: UserId,
}

#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
}

impl Me {
    /// The bot's account.
    ///
    /// # Errors
    /// Discord does not say.
    pub async fn user(&self, rest: &Rest) -> Result<UserId, Failed> {
        let asked = || async { rest.get::<User>(Route::UserMe, Vec::new()).await.map(|user| user.id) };
        self.user.get_or_try_init(asked).await.copied()
    }

    /// The application, which is not always called as its account.
    ///
    /// # Errors
    /// Discord does not say.
    pub async fn application(&self, rest: &Rest) -> Result<ApplicationId, Failed> {
        let asked = || async {
            let own = rest.get::<Application>(Route::Oauth2ApplicationCurrent, Vec::new()).await?;
            Ok(own.id)
        };
        self.application.get_or_try_init(asked).await.copied()
    }
}
