r"""How text is compared, whatever keyboard, phone or file it came from. One function for forms, search and imports.

    fold("169 0578\uff0d0001\u202c")  →  "1690578-0001"      # full width, blanks, marks of direction, dashes
    key_of("鳳凰山街道")            →  "凤凰山街道"            # and traditional characters
    visible("叶\U000e0100示一")     →  "叶示一"               # only what cannot be seen is taken out

`fold` and `visible` may be stored; `key_of` is for comparing alone: a name stays written as its bearer writes it.
"""

import re
import unicodedata

# Blanks of every width, and signs that show nothing: zero width, marks of direction, selectors of a variant, fillers, controls.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(f"[{_UNSEEN}]+")
_GONE = re.compile(f"[\\s{_UNSEEN}]+")
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")  # as Word and old systems write a line break
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")

_TRADITIONAL = (
    "亂亞佈來侖侶俠倉們倫偉側偵偽傘備傭傳債傷僅僑價儀億優儲兒內冊凍凱別刪則剎剛創劃劇劉劍劑勁動務勝勞勢勳勵勸匯區協厭"
    "厲參吳呂員問啞啟單嗎嗚嘆嘗嚇嚴國圍園圓圖團執堅報場塊塢塵墊墜墳墻墾壇壓壘壞壟壯壺壽夠夾奧奪奮娛婁婦媽嬌嬰孫學宮實"
    "寧審寫寬寵寶將尋對導屆屍層屬岡島峽崗嶄嶺嶼巋帥師帳帶幣幫幾庫廁廂廈廚廟廠廢廣廬廳張強彈彌彎後徑從徹悅惡愛態慘慣慶"
    "憂憤憲憶應懲懷懸懼戀戰戲戶拋掃掛揚換揮損搖搶撈撫撲撿擁擇擊擔據擬擱擴擺擾攜攝敗敘敵數斷於時晉暈暢暫曆曉曠書會東條"
    "棄棟棧楊楓極榮構槍樂樓標樞樣樹樺橋機檔檢檸櫃欄權欽歐歡歲歷歸殘殲殺殼毀氣決沒沖況洶涼淚淨淪淵淺減測渾湊湯溝溫滄滬"
    "滲滾滿漁漢漣漲漿潑潔潤澀澆澇澗澤濁濃濕濘濟濤濫濱濺濾瀏瀘瀝瀟瀾灑灘灣災無煉煒煙煥煩熱熾燁燒營燦燭燴爍爐爛爭爺爾牽"
    "犧狀猶獄獅獎獨獲獵獸獻現瑋瑤瑩瑪璉環瓊瓏產畝畢畫畬異當疊痙瘋療癢癮發盜盞盡監盤盧眾睜瞭矚確碼磚礎礦禍禎禕禮禱稟種"
    "稱積穩窩窪窮竄竅竊競筆筍箋節範築篩簡簽籃籠籲糧糾紀約紋紐級紛紡細紹終組結絕絡給絨統絹綁綏經維綱網綸綺綿緊緒線緣編"
    "緩緯練縣縫縮總績繆織繞繡繩繪繼續罰羅羨義習翹聖聞聯聰聲聶職聽聾肅脅脹腎腦腸膚膠膽臉臨臺興舉舊艙艦芻莊莖華萬葉葦葷"
    "蒼蓋蓮蔣蔥蕭薦薩藍藝藥蘆蘇蘋蘭蘿處虛號虧蝦螞螢蟲蠟蠶蠻術衛補裝褲襯襲見規覓視親覺覽觀觸訂計訊討訓記訣訪設許評詞詠"
    "試詩話詳認誘語誠誤說誰課調談請諒論諸諾謀謙講謝謹證識譚譜議護譽讀變讓豈貓貝貞負財貧貨販貫責貯貳貴買貸費貿賀資賈賊"
    "賓賜賞賠賢賣質賬賴賺購賽贈贊贏趕趙趨踐躍車軌軍軒軟軸較載輋輔輕輛輝輩輪輯輸轄轉辦辭農這連進運過達違遜遞遠適遲遷選"
    "遺遼邁還邊鄉鄒鄧鄭鄰鄺醫釋釗釘針釣釧鈍鈔鈕鈞鈴鈺鉗鉛鉤銀銘銳鋁鋒鋪鋼錄錚錢錦錯鍋鍛鍵鍾鎖鎮鏈鏡鏢鐵鑄鑒鑰鑼鑿長門"
    "閃閉開閑間閔閣閩閱閻闊闕闖關陣陰陳陸陽隊階際隨險隱隻雖雙雛雜雞離難雲電霧靜韋韓韜韻響頁頂項順須頌預頑頓頗領頤頭頻"
    "顆題額顏願類顧顯風飄飛飢飯飲飾餅養餓餘館饒饞馬馭馮馳駐駕駝駱駿騎騙騰驕驗驚驛驤驥體魚魯鮮鯉鯨鳥鳳鳴鳶鴨鴻鵑鵝鵬鶯"
    "鶴鷹鸞鹼鹽麗麥麼黃點黨齊齋齒齡龍龐龔龜"
)
_SIMPLIFIED = (
    "乱亚布来仑侣侠仓们伦伟侧侦伪伞备佣传债伤仅侨价仪亿优储儿内册冻凯别删则刹刚创划剧刘剑剂劲动务胜劳势勋励劝汇区协厌"
    "厉参吴吕员问哑启单吗呜叹尝吓严国围园圆图团执坚报场块坞尘垫坠坟墙垦坛压垒坏垄壮壶寿够夹奥夺奋娱娄妇妈娇婴孙学宫实"
    "宁审写宽宠宝将寻对导届尸层属冈岛峡岗崭岭屿岿帅师帐带币帮几库厕厢厦厨庙厂废广庐厅张强弹弥弯后径从彻悦恶爱态惨惯庆"
    "忧愤宪忆应惩怀悬惧恋战戏户抛扫挂扬换挥损摇抢捞抚扑捡拥择击担据拟搁扩摆扰携摄败叙敌数断于时晋晕畅暂历晓旷书会东条"
    "弃栋栈杨枫极荣构枪乐楼标枢样树桦桥机档检柠柜栏权钦欧欢岁历归残歼杀壳毁气决没冲况汹凉泪净沦渊浅减测浑凑汤沟温沧沪"
    "渗滚满渔汉涟涨浆泼洁润涩浇涝涧泽浊浓湿泞济涛滥滨溅滤浏泸沥潇澜洒滩湾灾无炼炜烟焕烦热炽烨烧营灿烛烩烁炉烂争爷尔牵"
    "牺状犹狱狮奖独获猎兽献现玮瑶莹玛琏环琼珑产亩毕画畲异当叠痉疯疗痒瘾发盗盏尽监盘卢众睁了瞩确码砖础矿祸祯祎礼祷禀种"
    "称积稳窝洼穷窜窍窃竞笔笋笺节范筑筛简签篮笼吁粮纠纪约纹纽级纷纺细绍终组结绝络给绒统绢绑绥经维纲网纶绮绵紧绪线缘编"
    "缓纬练县缝缩总绩缪织绕绣绳绘继续罚罗羡义习翘圣闻联聪声聂职听聋肃胁胀肾脑肠肤胶胆脸临台兴举旧舱舰刍庄茎华万叶苇荤"
    "苍盖莲蒋葱萧荐萨蓝艺药芦苏苹兰萝处虚号亏虾蚂萤虫蜡蚕蛮术卫补装裤衬袭见规觅视亲觉览观触订计讯讨训记诀访设许评词咏"
    "试诗话详认诱语诚误说谁课调谈请谅论诸诺谋谦讲谢谨证识谭谱议护誉读变让岂猫贝贞负财贫货贩贯责贮贰贵买贷费贸贺资贾贼"
    "宾赐赏赔贤卖质账赖赚购赛赠赞赢赶赵趋践跃车轨军轩软轴较载畲辅轻辆辉辈轮辑输辖转办辞农这连进运过达违逊递远适迟迁选"
    "遗辽迈还边乡邹邓郑邻邝医释钊钉针钓钏钝钞钮钧铃钰钳铅钩银铭锐铝锋铺钢录铮钱锦错锅锻键钟锁镇链镜镖铁铸鉴钥锣凿长门"
    "闪闭开闲间闵阁闽阅阎阔阙闯关阵阴陈陆阳队阶际随险隐只虽双雏杂鸡离难云电雾静韦韩韬韵响页顶项顺须颂预顽顿颇领颐头频"
    "颗题额颜愿类顾显风飘飞饥饭饮饰饼养饿余馆饶馋马驭冯驰驻驾驼骆骏骑骗腾骄验惊驿骧骥体鱼鲁鲜鲤鲸鸟凤鸣鸢鸭鸿鹃鹅鹏莺"
    "鹤鹰鸾碱盐丽麦么黄点党齐斋齿龄龙庞龚龟"
)
_FOLDED = {ord(many): plain for many, plain in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}

_VARIANTS: dict[str, str] = {}
for _many, _plain in zip(_TRADITIONAL, _SIMPLIFIED, strict=True):
    _VARIANTS[_plain] = _VARIANTS.get(_plain, "") + _many


def visible(text: object) -> str:
    """Return `text` without what shows nothing: zero width signs, marks of direction, selectors, controls. Blanks stay."""
    return _HIDDEN.sub("", str(text).translate(_BREAKS))


def fold(text: object) -> str:
    """Return `text` in one width and without blanks and unseen signs, dashes as "-": a number or name typed in any dress."""
    return _GONE.sub("", unicodedata.normalize("NFKC", visible(text).translate(_DASHES))).translate(_DASHES)


def simplified(text: str) -> str:
    """Return `text`, sign by sign, with the characters that names and places share in both scripts in the simplified one."""
    return text.translate(_FOLDED)


def key_of(text: object) -> str:
    """Return what is equal for two spellings of one name or place: folded, traditional characters simplified, small letters."""
    return simplified(fold(text)).lower()


def plain_phone(text: object) -> str:
    """Return a phone number as it is kept, however it was typed: +86 169-0578 0001 → 16905780001; 0578-512 0000转8001 stays apart."""
    number = re.sub(r"^\(?(?:\+|00)?86\)?-?(?=1[3-9]|0\d{2})", "", fold(text).strip("'\"`"))
    number = re.sub(r"(?:转|ext\.?|#)(?=[0-9]{1,6}$)", "转", number, flags=re.IGNORECASE)
    compact = re.sub(r"(?<=[0-9])[-.·](?=[0-9])", "", number)
    return compact if re.fullmatch(r"1[0-9]{10}", compact) else number


def variants_of(text: str) -> str:
    """Return a regular expression for text that reads as `text` in either script, its signs otherwise taken literally."""
    return "".join(f"[{sign}{_VARIANTS[sign]}]" if sign in _VARIANTS else re.escape(sign) for sign in simplified(text))
