"""Closed classes: prefixes, suffixes that leave a noun what it is, surnames and titles."""

from __future__ import annotations

# Prefixes (접두사) and prefix-like determiners written together with the noun they modify.
PREFIXES = {
    prefix: cost
    for cost, listed in (
        (7.0, "재 신 비 무 대 초"),
        (8.5, "총 전 현 구 각 본 동 탈 친 반 준 최 고 저 제 범 역 양"),
        (9.5, "맨 헛 급 폐 생 왕 핫 첫 노 부 소 다 과 피 한 옛 새 타 당 해 주 매 여 남 북 동 서 중 후 선 조 불 미 몰"),
    )
    for prefix in listed.split()
}

# Suffixes after which the noun is still itself: the term before them counts.
SUFFIXES = {
    suffix: cost
    for cost, listed in (
        (5.0, "별 급 용 측 님 씨"),
        (6.0, "적 형 화 성 권 간 당 식 내 외 상 하 중 시 후 전 쪽 발 행 산 제"),
        (6.5, "들 어치 여 가량 째 쯤 씩 끼리 풍 류 계 업계 업체 말 초 치 답 표 차 네 경 앞 뒤 옆 속 안 밖"),
    )
    for suffix in listed.split()
}

# Administrative units after a place name (부산시).
UNITS = frozenset("시 도 군 구 현 주".split())

# Nouns of one syllable that make another noun of the one before them (교환율 is not 교환).
DERIVING = {
    suffix: cost
    for cost, listed in (
        (8.0, "률 율 량 액 비 료 세 수 자 장 권 법 성 도 주의 학자"),
        (
            9.5,
            "국 청 원 관 론 가 사 소 점 실 민 인 객 생 물 품 기 력 심 감 증 병 약 부 과 학 지 선 함 차 "
            "망 로 길 집 터 판 서 금 값 술 가게 나무 꾼 질 쟁이 항 역 교 호 단 대 팀 탕 밥 면 떡 죽 색 석 "
            "암 균 체 구 군 동 각 문 방 벽 봉 산 강 천 섬 곶 포 진 촌 곡 골 파 족 종 목 속 꽃 풀 씨 잎 "
            "열매 어 유 즙 분 말 편 조 벌 복 모 화",
        ),
    )
    for suffix in listed.split()
}

# Counters directly after a digit (2차공판, 제2공항, 1인가구).
COUNTERS = frozenset(
    "차 심 인 명 개 곳 건 대 척 채 기 호 회 번 위 등 년 월 일 시 분 초 주 주년 년도 년차 개월 억 조 만 천 백 원 "
    "달러 층 단계 세 살 급 종 가지 배 호선 호기 여 사 개사 개국 선 선거구 당 인당 인분 세대 세기 학년 반 조원 "
    "억원 만원 천원 엔 유로 위안 퍼센트 프로 톤 킬로 미터 평 동 점 표 석 년간 일간 시간 분기 나노".split()
)

PRONOUNS = frozenset("우리 저희 이 그 저 내 네 제 이런 그런 어느 무슨 모든 온".split())

SURNAMES = frozenset(
    "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 유 홍 전 고 문 손 양 배 백 허 남 심 노 하 곽 성 차 "
    "주 우 구 나 민 진 지 엄 원 천 방 공 현 함 변 염 여 추 석 선 설 마 길 연 위 표 명 기 반 라 왕 금 옥 육 인 맹 "
    "제 모 탁 국 봉 남궁 황보 제갈 선우 독고 사공 서문".split()
)
COMMON_SURNAMES = frozenset(
    "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 유 홍 고 문 손 양 배 백 허 추 노 심 하".split()
)

# Syllables of which given names are made.
GIVEN = frozenset(
    "가강건경계관광교구국권규균근금기길김나남내노다단달담대덕도동두라란람래려련렬령례로록룡루리림마만면명모목무문미민바방배"
    "백범별병보복봉부빈빛사산상새샘서석선설섭성세소솔송수숙순슬승시식신실심아안애양언여연열영예오옥온완왕용우욱운웅원월위유육"
    "윤율은을의이익인일임자재전정제조종주준중지진찬창채천철청초춘충치태택하학한해향혁현형혜호홍화환활황회효후훈휘흥희"
)

# Syllables that are readings of Chinese characters; foreign names and verbs have others as well.
SINO_KOREAN = frozenset(
    "가각간갈감갑강개객갱갹거건걸검겁게격견결겸경계고곡곤골공과곽관괄광괘괴굉교구국군굴궁권궐궤귀규균귤극근금급긍"
    "기긴길끽나난날남납낭내냉녀년념녕노녹논농뇌누눌뉴능니닉다단달담답당대덕도독돈돌동두둔득등라락란람랍랑래랭략량"
    "려력련렬렴령례로록론롱뢰료룡루류륙륜률륭릉리린림립마막만말망매맥맹면멸명모목몰몽묘무묵문물미민밀박반발방배백"
    "번벌범법벽변별병보복본봉부북분불붕비빈빙사삭산살삼삽상새색생서석선설섬섭성세소속손솔송쇄쇠수숙순술숭슬습승시"
    "식신실심십쌍씨아악안알암압앙애액야약양어억언얼엄업여역연열염엽영예오옥온옹와완왈왕왜외요욕용우욱운울웅원월위"
    "유육윤율융은을음읍응의이익인일임입자작잔잠잡장재쟁저적전절점접정제조족존졸종좌죄주죽준중즉증지직진질짐집징차"
    "착찬찰참창채책처척천철첨첩청체초촉촌총최추축춘출충췌취측층치칙친침칩칭쾌타탁탄탈탐탑탕태택토통퇴투특파판팔패"
    "팽편폄평폐포폭표품풍피필핍하학한할함합항해핵행향허헌험혁현혈혐협형혜호혹혼홀홍화확환활황회획횡효후훈훼휘휴흉"
    "흑흔흡흥희"
)

# Nouns beside a personal name: 안철수 의원, 배우 송강호, 김현미 전 장관.
TITLES = frozenset(
    "의원 장관 총리 대통령 대표 회장 부회장 사장 부사장 교수 박사 기자 씨 군 양 시장 지사 도지사 위원장 감독 선수 "
    "배우 가수 전 前 현 후보 실장 국장 과장 부장 차관 총장 청장 처장 의장 이사 이사장 원장 소장 본부장 팀장 "
    "변호사 판사 검사 작가 시인 소설가 화백 명창 여사 옹 선생 선생님 부총리 비서관 수석 대변인 부대변인 원내대표 "
    "최고위원 대사 특파원 앵커 아나운서 피디 코치 단장 구청장 군수 교육감 총재 행장 은행장 상무 전무 위원 연구원 "
    "연구위원 애널리스트 센터장 지부장 조합장 관장 교장 병장 상병 일병 이병 하사 중사 상사 소위 중위 대위 소령 "
    "중령 대령 준장 소장 중장 대장 경위 경감 경정 총경 할머니 할아버지 어린이 학생 환자 신부 목사 스님 의사 "
    "간호사 약사 셰프 디자이너 평론가 해설위원 캐스터 아나운서 주무관 사무관 서기관 의원실 의원은 의원이 의원의 "
    "의원도 의원측 장관은 장관이 장관의 총리는 총리가 총리의 대표는 대표가 대표의 씨는 씨가 씨의 씨를 씨와 교수는 "
    "교수가 회장은 회장이 감독은 감독이 선수는 선수가 기자는 시장은 시장이 지사는 위원장은 위원장이".split()
)
